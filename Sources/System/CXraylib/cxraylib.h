#pragma once
#include <xraylib.h>
