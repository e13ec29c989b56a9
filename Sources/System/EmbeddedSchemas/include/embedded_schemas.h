// The project's own schemas and definitions, part of the binary: no file is needed at run time.
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

typedef struct {
  // As `schemas list` shows it.
  const char *name;
  // Below Schemas/nexus/.
  const char *folder;
  // Names are file names below the folder.
  const embedded_schema *definitions;
  size_t count;
  // The index of the set that gives what this one lacks; -1 for none.
  int layer;
} embedded_set;

// The number of sets of definitions.
size_t embedded_set_count(void);

// One of them; without definitions beyond the end.
embedded_set embedded_set_at(size_t index);

// The number of column templates that come with the program.
size_t embedded_template_count(void);

// One of them, under its name without `.yaml`; all zero beyond the end.
embedded_schema embedded_template_at(size_t index);
