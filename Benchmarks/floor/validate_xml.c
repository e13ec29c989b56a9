// The floor of validating XML: libxml2's reader with its schema engine over a file in memory, and nothing else.
//
//     validate_xml FILE SCHEMA REPETITIONS    prints seconds and bytes for each repetition
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static char *contents(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size);
  size_t count = bytes ? fread(bytes, 1, *size, file) : 0;
  fclose(file);
  return count == *size ? bytes : NULL;
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  size_t size = 0;
  char *bytes = contents(arguments[1], &size);
  xmlSchemaPtr schema = xmlSchemaParse(xmlSchemaNewParserCtxt(arguments[2]));
  if (!bytes || !schema) return 1;
  for (int repetition = atoi(arguments[3]); repetition > 0; repetition--) {
    double start = now();
    xmlTextReaderPtr reader = xmlReaderForMemory(bytes, (int)size, NULL, NULL, XML_PARSE_NONET);
    xmlTextReaderSchemaValidateCtxt(reader, xmlSchemaNewValidCtxt(schema), 0);
    int state;
    while ((state = xmlTextReaderRead(reader)) == 1) {}
    if (state != 0 || xmlTextReaderIsValid(reader) != 1) return 1;
    xmlFreeTextReader(reader);
    printf("%.6f %zu\n", now() - start, size);
  }
  return 0;
}
