// The project's own schemas, part of the binary: no file is needed at run time.
#pragma once
#include <stddef.h>

typedef struct {
  // File name below Schemas/.
  const char *name;
  const unsigned char *bytes;
  size_t count;
} embedded_schema;

// The number of schemas.
size_t embedded_schema_count(void);

// One of them; all zero beyond the end.
embedded_schema embedded_schema_at(size_t index);
