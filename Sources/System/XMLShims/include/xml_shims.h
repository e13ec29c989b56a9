#pragma once
// What Swift cannot reach in libxml2: errors whose constness differs between versions, variadic handlers, the
// process-global entity loader, and input streams from parserInternals.h.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

/// One message of libxml2, flattened. The strings live only during the call. Level: 1 warning, 2 error, 3 fatal.
typedef struct {
  int code;
  int level;
  int line;
  int column;
  const char *message;
  const char *file;
} xmlx_error;

/// Where messages go. Must outlive the context it is given to.
typedef struct {
  void *user;
  void (*report)(void *user, const xmlx_error *error);
} xmlx_error_sink;

/// Asks for the bytes behind a URL; gives 0 and leaves the outputs alone when there are none.
typedef struct {
  void *user;
  int (*lookup)(void *user, const char *url, const void **bytes, int *count);
} xmlx_catalogue;

/// Once per process, before anything else: no catalogues, no stderr, and an entity loader that serves only
/// the calling thread's current catalogue.
void xmlx_install(void);

/// A push parser that loads nothing, expands nothing and reports to `sink`. NULL when memory is short.
xmlParserCtxtPtr xmlx_push_parser(const xmlSAXHandler *sax, void *user, xmlx_error_sink *sink);

/// Puts schema validation between a push parser and its SAX handler.
xmlSchemaSAXPlugPtr xmlx_plug(xmlSchemaValidCtxtPtr validation, xmlParserCtxtPtr parser, xmlx_error_sink *sink);

/// Compiles the schema at `url`, reading it and what it includes from `catalogue` only. NULL on failure.
xmlSchemaPtr xmlx_compile(const char *url, xmlx_catalogue *catalogue, xmlx_error_sink *sink);

/// The target namespace of a schema, NULL for none. Lives as long as the schema.
const char *xmlx_target_namespace(xmlSchemaPtr schema);
