#!/usr/bin/env bash
# Puts the NeXus definitions into the user's data folder, one folder per pinned wheel. `--check` only tells whether all
# are there and whole.
set -u
. "$(dirname "$0")/common.sh"

requirements=$project/Scripts/definitions.requirements.txt
caller=$(caller_behind_sudo)
data=$(data_folder) || die "The definitions have no place to go: neither HOME nor XDG_DATA_HOME is set."
root=$data/definitions

pins() { grep -v '^#' "$requirements"; }
folder_of() { sed -E 's/^([^= ]+)==([^ ]+) .*/\1-\2/' <<<"$1"; }
hash_of() { sed -E 's/.*sha256:([0-9a-f]{64}).*/\1/' <<<"$1"; }

# Whole means: made from the pinned wheel, and each file as it was when unpacked.
whole() {  # FOLDER HASH
  grep -qx "sha256: $2" "$1/SOURCE.txt" 2>/dev/null &&
    (cd "$1" && sha256sum --check --strict --status SHA256SUMS 2>/dev/null)
}

all_whole() {
  local pin
  while read -r pin; do
    whole "$root/$(folder_of "$pin")" "$(hash_of "$pin")" || return 1
  done < <(pins)
}

own() { [ -z "$caller" ] || chown -hR "$caller:$(id -g "$caller")" "$1"; }

make_folder() {
  [ -d "$1" ] && return 0
  make_folder "$(dirname "$1")" && mkdir "$1" && own "$1"
}

explain_failed_download() {  # SET PIP-OUTPUT
  if grep -q 'DO NOT MATCH' <<<"$2"; then
    complain "The wheel offered for the definitions $1 is not the one this project pins (its SHA-256 differs); it was" \
      "not used. Check which package index or mirror pip is set to."
  elif grep -q 'No matching distribution' <<<"$2" && ! grep -qi 'connection' <<<"$2"; then
    complain "The package index that pip is set to does not offer the definitions $1."
  else
    complain "The definitions $1 are not on this machine and could not be fetched: is the network up? Run 'make deps'" \
      "again then, or set PIP_FIND_LINKS to a folder that holds the wheel."
  fi
  complain "pip's last words: $(grep . <<<"$2" | tail -n 1)"
}

fetch() {  # PIN
  local set output temporary
  set=$(folder_of "$1")
  if ! { make_folder "$root" && temporary=$(mktemp -d "$root/.$set.XXXXXX"); } 2>/dev/null; then
    complain "The definitions $set cannot be written to $root."
    return 1
  fi
  # shellcheck disable=SC2064  # the folder of this very call
  trap "rm -rf '$temporary'" EXIT
  printf '%s\n' "$1" >"$temporary/pin.txt"
  say "Fetching the definitions $set"
  if ! output=$("$python" -m pip download --quiet --disable-pip-version-check --no-cache-dir --retries 1 --no-deps \
    --require-hashes --only-binary=:all: --dest "$temporary" --requirement "$temporary/pin.txt" 2>&1); then
    explain_failed_download "$set" "$output"
    return 1
  fi
  "$python" "$project/Scripts/unpack-definitions.py" "$temporary"/*.whl "$temporary/set" || return 1
  place "$temporary/set" "$root/$set" "$(hash_of "$1")"
}

# One rename makes the set appear; a broken one steps aside just before.
place() {  # NEW FINAL HASH
  own "$1"
  whole "$2" "$3" && return 0  # another run was faster; its result is as good
  if [ -e "$2" ]; then
    say "$2 was incomplete or changed: replaced."
    mv -T "$2" "$(dirname "$1")/old"
  fi
  mv -T "$1" "$2" 2>/dev/null || whole "$2" "$3" || { complain "The definitions cannot be placed at $2."; return 1; }
}

all_whole && exit 0
[ "${1:-}" = --check ] && exit 1
python=$(find_python) ||
  die "The NeXus definitions are fetched by Python's pip, which is missing: install python3 and python3-pip."
failed=0
while read -r pin; do
  whole "$root/$(folder_of "$pin")" "$(hash_of "$pin")" || (fetch "$pin") || failed=1
done < <(pins)
exit $failed
