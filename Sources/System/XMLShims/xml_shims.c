#include "xml_shims.h"

#include <libxml/catalog.h>
#include <libxml/parserInternals.h>
#include <libxml/schemasInternals.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemastypes.h>
#include <string.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *raised_error;
#else
typedef xmlErrorPtr raised_error;
#endif

static _Thread_local xmlx_catalogue *current_catalogue;

static void stay_silent(void *context, const char *format, ...) {
  (void)context;
  (void)format;
}

static void deliver(xmlx_error_sink *sink, raised_error raised) {
  if (sink == NULL || raised == NULL) return;
  xmlx_error error = {
      .code = raised->code,
      .level = (int)raised->level,
      .line = raised->line,
      .column = raised->int2,
      .message = raised->message,
      .file = raised->file,
  };
  sink->report(sink->user, &error);
}

// The user pointer of a parser's handler is replaced while a schema is plugged in, so the sink is found through
// the parser itself.
static void on_parser_error(void *user, raised_error raised) {
  (void)user;
  xmlParserCtxtPtr parser = raised == NULL ? NULL : raised->ctxt;
  if (parser != NULL) deliver(parser->_private, raised);
}

static void on_schema_error(void *user, raised_error raised) { deliver(user, raised); }

static xmlParserInputPtr load_from_catalogue(const char *url, const char *id, xmlParserCtxtPtr parser) {
  (void)id;
  const void *bytes = NULL;
  int count = 0;
  if (url == NULL || parser == NULL || current_catalogue == NULL) return NULL;
  if (!current_catalogue->lookup(current_catalogue->user, url, &bytes, &count)) return NULL;
  xmlParserInputBufferPtr buffer = xmlParserInputBufferCreateMem(bytes, count, XML_CHAR_ENCODING_NONE);
  if (buffer == NULL) return NULL;
  xmlParserInputPtr input = xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE);
  if (input == NULL) {
    xmlFreeParserInputBuffer(buffer);
    return NULL;
  }
  input->filename = (const char *)xmlStrdup((const xmlChar *)url);
  return input;
}

void xmlx_install(void) {
  xmlInitParser();
  xmlThrDefSetGenericErrorFunc(NULL, stay_silent);
  xmlSetGenericErrorFunc(NULL, stay_silent);
  xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
  xmlSchemaInitTypes();
  xmlSetExternalEntityLoader(load_from_catalogue);
}

xmlParserCtxtPtr xmlx_push_parser(const xmlSAXHandler *sax, void *user, xmlx_error_sink *sink) {
  xmlSAXHandler handler = *sax;
  handler.initialized = XML_SAX2_MAGIC;
  handler.serror = on_parser_error;
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, user, NULL, 0, NULL);
  if (parser == NULL) return NULL;
  parser->_private = sink;
  xmlCtxtUseOptions(parser, XML_PARSE_NONET);
  return parser;
}

xmlSchemaSAXPlugPtr xmlx_plug(xmlSchemaValidCtxtPtr validation, xmlParserCtxtPtr parser, xmlx_error_sink *sink) {
  xmlSchemaSetValidStructuredErrors(validation, on_schema_error, sink);
  xmlSchemaSAXPlugPtr plug = xmlSchemaSAXPlug(validation, &parser->sax, &parser->userData);
  // The plug's own handler table knows only the old variadic error functions.
  if (plug != NULL) parser->sax->serror = on_parser_error;
  return plug;
}

xmlSchemaPtr xmlx_compile(const char *url, xmlx_catalogue *catalogue, xmlx_error_sink *sink) {
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(url);
  if (parser == NULL) return NULL;
  xmlSchemaSetParserStructuredErrors(parser, on_schema_error, sink);
  xmlx_catalogue *outer = current_catalogue;
  current_catalogue = catalogue;
  xmlSchemaPtr schema = xmlSchemaParse(parser);
  current_catalogue = outer;
  xmlSchemaFreeParserCtxt(parser);
  return schema;
}

const char *xmlx_target_namespace(xmlSchemaPtr schema) { return (const char *)schema->targetNamespace; }
