#!/usr/bin/env bash
# Installs the release binary, completions, man page and schemas below PREFIX; DESTDIR stands before it for packagers.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$project"

prefix=${PREFIX:-/usr/local}
case $prefix in /*) ;; *) die "PREFIX must be an absolute path, not '$prefix'." ;; esac
target=${DESTDIR:-}$prefix
binary=.build/release/edgewise

# Behind sudo nothing is built: root would own the build folder afterwards.
if [ -z "$(caller_behind_sudo)" ]; then
  make -s build
elif [ ! -x "$binary" ]; then
  die "There is no release binary yet: run 'make build' without sudo first."
fi

generated=$(mktemp -d)
trap 'rm -rf "$generated"' EXIT
for shell in bash zsh fish; do
  "$binary" completions $shell >"$generated/$shell"
done
Scripts/manpage.sh "$binary" >"$generated/edgewise.1"

put() { install -D -m "$1" "$2" "$target/$3" && say "$target/$3"; }
put 755 "$binary" bin/edgewise
put 644 "$generated/bash" share/bash-completion/completions/edgewise
put 644 "$generated/zsh" share/zsh/site-functions/_edgewise
put 644 "$generated/fish" share/fish/vendor_completions.d/edgewise.fish
put 644 "$generated/edgewise.1" share/man/man1/edgewise.1
[ -d Schemas ] || exit 0
find Schemas -type f -print0 | while IFS= read -r -d '' schema; do
  put 644 "$schema" "share/edgewise/${schema/#Schemas/schemas}"
done
