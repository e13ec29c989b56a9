// The sets of definitions that are compiled in, one generated file each.
#pragma once
#include "embedded_schemas.h"

// #embed is C23; clang offers it in older modes too, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define DEFINITION_TABLE(set) extern const embedded_schema set##_definitions[]; extern const size_t set##_definition_count

DEFINITION_TABLE(official);
DEFINITION_TABLE(xas);
DEFINITION_TABLE(proposal);
DEFINITION_TABLE(inheritance);
