#!/usr/bin/env bash
# Writes the tables that compile Schemas/nexus into the program, one C file per set.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$project"

target=Sources/System/EmbeddedSchemas

table() {  # SET
  local set=$1 file name files=()
  while IFS= read -r file; do files+=("$file"); done < <(cd "Schemas/nexus/$set" && find . -type f | LC_ALL=C sort | sed 's|^\./||')
  say "// Written by Scripts/embed-definitions.sh: the definitions in Schemas/nexus/$set."
  say '#include "definition_table.h"'
  for file in "${files[@]}"; do
    name=${file##*/}
    printf '\nstatic const unsigned char %s[] = {\n#embed "../../../Schemas/nexus/%s/%s"\n};\n' "${name%%.*}" "$set" "$file"
  done
  printf '\nconst embedded_schema %s_definitions[] = {\n' "$set"
  for file in "${files[@]}"; do
    name=${file##*/}
    printf '    {"%s", %s, sizeof %s},\n' "$file" "${name%%.*}" "${name%%.*}"
  done
  printf '};\n\nconst size_t %s_definition_count = sizeof %s_definitions / sizeof %s_definitions[0];\n' "$set" "$set" "$set"
}

for set in official xas proposal inheritance; do
  table "$set" >"$target/definitions_$set.c"
done
