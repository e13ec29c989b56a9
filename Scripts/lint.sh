#!/usr/bin/env bash
# Holds the code to its layout and the house rules; `--format` lays it out instead.
set -u
. "$(dirname "$0")/common.sh"
cd "$project" || exit 1

swift_code=()
for place in Sources Tests Package.swift Examples Benchmarks Fuzz; do
  [ -e "$place" ] && swift_code+=("$place")
done
if [ "${1:-}" = --format ]; then
  exec swift format --in-place --parallel --recursive "${swift_code[@]}"
fi

# What library code must not say: WHY | EXTENDED REGULAR EXPRESSION. Comments may.
banned='
a failure is thrown, not a crash           | \btry!
a cast that may fail is as?                | \bas!
a failure is thrown, not a crash           | \b(fatalError|preconditionFailure)\(
'
# What only the command line may do.
banned_outside_the_command_line='
a library returns, it does not print       | (^|[^[:alnum:]_.])(print|debugPrint|dump)\(
'
# What no Swift file may hold, comments included.
banned_everywhere='
unfinished work belongs in the issues      | \b(TODO|FIXME|XXX|HACK)\b
indent with spaces                         | 	
'
# WHO is meant | where | which imports are not for them
banned_imports='
only HDF5 touches the C library HDF5       | find Sources -name *.swift -not -path Sources/HDF5/*        | HDF5Shims|CHDF5
only XML touches the C library libxml2     | find Sources -name *.swift -not -path Sources/XML/*         | XMLShims|CLibXML2
only Bytes touches the C library minizip   | find Sources -name *.swift -not -path Sources/Bytes/*       | CMinizip
only Bytes touches the C library libyaml   | find Sources -name *.swift -not -path Sources/Bytes/*       | CLibYAML
only Analysis touches MINPACK and Eigen    | find Sources -name *.swift -not -path Sources/Analysis/*    | CMinpack|LinearAlgebraShims
DataModel knows no file format             | find Sources/DataModel -name *.swift                      | HDF5|XML|Formats|Workflow
Plotting knows neither data nor files      | find Sources/Plotting -name *.swift                       | HDF5|XML|DataModel|Datasets|Analysis|Formats|Validation|Workflow
'
longest_file=400
failures=0

fail() {
  complain "lint: $1"
  failures=$((failures + 1))
}

trim() { printf '%s' "${1%"${1##*[![:space:]]}"}"; }

# Prints FILE:LINE:TEXT for each hit of a pattern; a comment line is spared when asked.
hits() {  # comments|no-comments PATTERN FILE...
  local mode=$1 pattern=$2
  shift 2
  [ $# -gt 0 ] || return 0
  if [ "$mode" = comments ]; then
    grep -nHE -- "$pattern" "$@"
  else
    grep -nHE -- "$pattern" "$@" | grep -vE '^[^:]*:[0-9]+:[[:space:]]*//'
  fi
}

ban() {  # TABLE comments|no-comments FILE...
  local table=$1 mode=$2 why pattern found
  shift 2
  while IFS='|' read -r why pattern; do
    [ -n "$why" ] || continue
    pattern=${pattern# }
    found=$(hits "$mode" "$pattern" "$@") && fail "$(trim "$why"):"$'\n'"$found"
  done <<<"$table"
}

ban_imports() {
  local why where names files found
  while IFS='|' read -r why where names; do
    [ -n "$why" ] || continue
    mapfile -t files < <(set -f && $where 2>/dev/null)
    [ ${#files[@]} -gt 0 ] || continue
    found=$(hits no-comments "^[^/]*\bimport[[:space:]]+(${names# })\b" "${files[@]}") && fail "$(trim "$why"):"$'\n'"$found"
  done <<<"$banned_imports"
}

check_scripts() {
  local script
  for script in "${scripts[@]}"; do
    bash -n "$script" || fail "$script is not valid shell"
  done
  ! command -v shellcheck >/dev/null || shellcheck -x -P SCRIPTDIR "${scripts[@]}" || fail "shellcheck has objections"
}

mapfile -t library < <(find Sources -name '*.swift')
mapfile -t outside_the_command_line < <(find Sources -name '*.swift' -not -path 'Sources/EdgewiseCLI/*')
mapfile -t all_swift < <(find "${swift_code[@]}" -name '*.swift' -not -path '*/.build/*')
mapfile -t scripts < <(git ls-files --cached --others --exclude-standard -- '*.sh' .ci/run)

swift format lint --strict --parallel --recursive "${swift_code[@]}" || fail "the layout is not that of 'make format'"
ban "$banned" no-comments "${library[@]}"
ban "$banned_outside_the_command_line" no-comments "${outside_the_command_line[@]}"
ban "$banned_everywhere" comments "${all_swift[@]}"
ban_imports
found=$(grep -lPz '\bcatch[^{\n]*\{\s*\}' "${library[@]}") && fail "an error is handled or passed on:"$'\n'"$found"
# Paths of one machine; the brackets keep this line from finding itself.
found=$(git ls-files -z | xargs -0 grep -nHIE '(^|[^[:alnum:]_.~/-])/(wor[k]|opt/swif[t]|roo[t])/') &&
  fail "no path of one machine belongs here:"$'\n'"$found"
found=$(wc -l "${all_swift[@]}" | awk -v most=$longest_file '$1 > most && $2 != "total" { print $2 ": " $1 " lines" }')
[ -z "$found" ] || fail "a file holds one concept, in at most $longest_file lines:"$'\n'"$found"
check_scripts

[ $failures -eq 0 ] && say "lint: clean."
exit $((failures > 0))
