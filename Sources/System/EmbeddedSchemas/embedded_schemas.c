#include "embedded_schemas.h"
