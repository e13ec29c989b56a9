// The column templates that come with the program.
#include "embedded_schemas.h"

// #embed is C23; clang offers it in older modes too, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bsrf_1w1b[] = {
#embed "../../../Schemas/templates/bsrf-1w1b.yaml"
};

static const unsigned char easyxafs[] = {
#embed "../../../Schemas/templates/easyxafs.yaml"
};

static const unsigned char nsrrc[] = {
#embed "../../../Schemas/templates/nsrrc.yaml"
};

static const unsigned char peaxis[] = {
#embed "../../../Schemas/templates/peaxis.yaml"
};

static const unsigned char ssrf_bl14w1[] = {
#embed "../../../Schemas/templates/ssrf-bl14w1.yaml"
};

static const embedded_schema templates[] = {
    {"bsrf-1w1b", bsrf_1w1b, sizeof bsrf_1w1b}, {"easyxafs", easyxafs, sizeof easyxafs},
    {"nsrrc", nsrrc, sizeof nsrrc},             {"peaxis", peaxis, sizeof peaxis},
    {"ssrf-bl14w1", ssrf_bl14w1, sizeof ssrf_bl14w1},
};

size_t embedded_template_count(void) { return sizeof templates / sizeof templates[0]; }

embedded_schema embedded_template_at(size_t index) {
  return index < embedded_template_count() ? templates[index] : (embedded_schema){0};
}
