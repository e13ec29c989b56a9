#!/usr/bin/env bash
# Writes the pages of docs/ that the program itself can tell best; `--check` only says whether they are up to date.
set -uo pipefail
. "$(dirname "$0")/common.sh"

# PAGE | TITLE | HOW its text is set: `raw` is Markdown already, `text` goes into a code block, `verbs` asks each verb | ARGUMENTS
pages='
formats.md       | Formats      | text  | formats
findings.md      | Findings     | raw   | explain --all --format markdown
analyze.md       | Steps of `edgewise analyze` | raw | analyze --manual
definitions.md   | Definitions of X-ray absorption | raw | explain NXxas --format markdown
command-line.md  | Command line | verbs | help
'
edgewise=${EDGEWISE:-$project/.build/release/edgewise}
[ -x "$edgewise" ] || die "docs: there is no $edgewise; run 'make build' first."
export COLUMNS=100 NO_COLOR=1  # the same text on every terminal

verbs() { "$edgewise" help | awk '/^SUBCOMMANDS:/ { inside = 1; next } /^$/ { inside = 0 } inside && /^  [a-z]/ { print $1 }'; }

block() {  # ARGUMENTS...
  local text
  text=$("$edgewise" "$@") || return 1
  printf '%s\n' '```' "$text" '```'
}

body() {  # HOW ARGUMENTS...
  local how=$1 verb
  shift
  case $how in
    raw) "$edgewise" "$@" ;;
    text) block "$@" ;;
    verbs)
      block "$@" || return 1
      for verb in $(verbs); do
        [ "$verb" = help ] && continue
        printf '\n## %s\n\n' "$verb"
        block "$@" "$verb" || return 1
      done
      ;;
  esac
}

page() {  # TITLE HOW ARGUMENTS...
  local title=$1
  shift
  printf '# %s\n\n<!-- Written by "make docs"; what it says is said in Sources/. -->\n\n' "$title"
  body "$@"
}

fresh=$(mktemp -d) || exit 1
trap 'rm -rf "$fresh"' EXIT
failed=0
while IFS='|' read -r name title how arguments; do
  name=$(xargs <<<"$name") title=$(xargs <<<"$title") how=$(xargs <<<"$how")
  [ -n "$name" ] || continue
  # shellcheck disable=SC2086  # arguments are words
  if ! page "$title" "$how" $arguments >"$fresh/$name"; then
    complain "docs: '$(basename "$edgewise")$arguments' failed, so docs/$name was not written."
    failed=1
  elif [ "${1:-}" = --check ]; then
    diff -u "$project/docs/$name" "$fresh/$name" >&2 || { complain "docs/$name is out of date: run 'make docs'."; failed=1; }
  else
    mkdir -p "$project/docs" && cp "$fresh/$name" "$project/docs/$name" && say "docs/$name"
  fi
done <<<"$pages"

# The table of formats in the README, between its two marks.
readme=$fresh/README.md
"$edgewise" formats --format markdown >"$fresh/table" || exit 1
awk -v table="$fresh/table" '
  /^<!-- end of formats -->/ { inside = 0 }
  !inside { print }
  /^<!-- formats:/ { inside = 1; while ((getline line < table) > 0) print line }
' "$project/README.md" >"$readme"
if [ "${1:-}" = --check ]; then
  diff -u "$project/README.md" "$readme" >&2 || { complain "The README's table of formats is out of date: run 'make docs'."; failed=1; }
elif ! cmp -s "$readme" "$project/README.md"; then
  cp "$readme" "$project/README.md" && say "README.md"
fi
exit $failed
