#!/usr/bin/env bash
# Shows Edgewise at work on the simulated charge series in Examples/: recognised, inspected, converted, proved equal.
set -u
. "$(dirname "$0")/common.sh"

edgewise=${EDGEWISE:-$project/.build/release/edgewise}
[ -x "$edgewise" ] || die "demo: there is no $edgewise; run 'make build' first."
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

# VERB | ARGUMENTS | WHAT it shows
acts='
identify | nmc811-4.xdi nmc811-1.dat                  | What are these files? Decided by content, not by their suffix.
inspect  | nmc811-4.xdi                               | What is in one of them?
convert  | nmc811-4.xdi -o nmc811-4.nxs --verify      | To NeXus, read back and compared on the spot.
diff     | nmc811-4.xdi nmc811-4.nxs                  | Do the two say the same?
convert  | nmc811-1.xdi nmc811-2.xdi nmc811-3.xdi nmc811-4.xdi nmc811-5.xdi -o series.nxs --verify | The whole charge series in one file.
inspect  | series.nxs::/entry_1                       | And one measurement of it.
convert  | series.nxs -o ascii/ --to columns --verify | To plain columns: what they cannot hold is listed.
'

cp "$project"/Examples/ChargeSeries/* . || exit 1
failed=0
while IFS='|' read -r verb arguments what; do
  verb=${verb// /}
  [ -n "$verb" ] || continue
  printf '\n#%s\n$ edgewise %s%s\n' "$what" "$verb" "${arguments%"${arguments##*[![:space:]]}"}"
  # shellcheck disable=SC2086  # arguments are words
  "$edgewise" "$verb" $arguments || failed=1
done <<<"$acts"
exit $failed
