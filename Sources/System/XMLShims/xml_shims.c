#include "xml_shims.h"
