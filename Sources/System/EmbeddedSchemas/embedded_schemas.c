#include "embedded_schemas.h"

// #embed is C23; clang offers it in older modes too, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char formats_1[] = {
#embed "../../../Schemas/json/edgewise.formats-1.schema.json"
};

static const unsigned char identify_1[] = {
#embed "../../../Schemas/json/edgewise.identify-1.schema.json"
};

static const unsigned char inspect_1[] = {
#embed "../../../Schemas/json/edgewise.inspect-1.schema.json"
};

static const unsigned char convert_1[] = {
#embed "../../../Schemas/json/edgewise.convert-1.schema.json"
};

static const unsigned char analyze_1[] = {
#embed "../../../Schemas/json/edgewise.analyze-1.schema.json"
};

static const unsigned char recipe_1[] = {
#embed "../../../Schemas/json/edgewise.recipe-1.schema.json"
};

static const unsigned char diff_1[] = {
#embed "../../../Schemas/json/edgewise.diff-1.schema.json"
};

static const unsigned char explain_1[] = {
#embed "../../../Schemas/json/edgewise.explain-1.schema.json"
};

static const unsigned char schemas_1[] = {
#embed "../../../Schemas/json/edgewise.schemas-1.schema.json"
};

static const unsigned char validate_1[] = {
#embed "../../../Schemas/json/edgewise.validate-1.schema.json"
};

static const unsigned char templates_1[] = {
#embed "../../../Schemas/json/edgewise.templates-1.schema.json"
};

static const unsigned char metadata_1[] = {
#embed "../../../Schemas/xml/edgewise-metadata-1.xsd"
};

#define JSON_SCHEMA(verb) {"json/edgewise." #verb "-1.schema.json", verb##_1, sizeof verb##_1}

static const embedded_schema schemas[] = {
    JSON_SCHEMA(formats),
    JSON_SCHEMA(identify),
    JSON_SCHEMA(inspect),
    JSON_SCHEMA(convert),
    JSON_SCHEMA(analyze),
    JSON_SCHEMA(recipe),
    JSON_SCHEMA(diff),
    JSON_SCHEMA(explain),
    JSON_SCHEMA(schemas),
    JSON_SCHEMA(validate),
    JSON_SCHEMA(templates),
    {"xml/edgewise-metadata-1.xsd", metadata_1, sizeof metadata_1},
};

size_t embedded_schema_count(void) { return sizeof schemas / sizeof schemas[0]; }

embedded_schema embedded_schema_at(size_t index) {
  if (index < embedded_schema_count()) return schemas[index];
  return (embedded_schema){0};
}
