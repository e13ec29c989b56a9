// The sets of definitions by name. A set takes what it lacks from the one below it.
#include "definition_table.h"

#define SET(name, folder, layer) {name, #folder, folder##_definitions, &folder##_definition_count, layer}

enum { OFFICIAL, NO_LAYER = -1 };

static const struct {
  const char *name;
  const char *folder;
  const embedded_schema *definitions;
  const size_t *count;
  int layer;
} sets[] = {
    [OFFICIAL] = SET("edgewise-nexus", official, NO_LAYER),
    SET("edgewise-xas", xas, OFFICIAL),
    SET("edgewise-xas-proposal", proposal, OFFICIAL),
    SET("edgewise-xas-inheritance", inheritance, OFFICIAL),
};

size_t embedded_set_count(void) { return sizeof sets / sizeof sets[0]; }

embedded_set embedded_set_at(size_t index) {
  if (index >= embedded_set_count()) return (embedded_set){.layer = NO_LAYER};
  return (embedded_set){sets[index].name, sets[index].folder, sets[index].definitions, *sets[index].count,
                        sets[index].layer};
}
