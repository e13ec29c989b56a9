#!/usr/bin/env bash
# Shows Edgewise at work: one copper K-edge spectrum, made here, is recognised, read, converted, compared and judged.
set -u
. "$(dirname "$0")/common.sh"

edgewise=${EDGEWISE:-$project/.build/release/edgewise}
[ -x "$edgewise" ] || die "demo: there is no $edgewise; run 'make build' first."
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

# VERB | ARGUMENTS | WHAT it shows
acts='
identify | copper.xdi                          | What is this file? Decided by content, not by its suffix.
inspect  | copper.xdi                          | What is in it?
convert  | copper.xdi -o copper.nxs --verify   | To NeXus, read back and compared on the spot.
diff     | copper.xdi copper.nxs               | Do the two say the same?
validate | copper.xdi copper.nxs               | Do they keep the rules of their formats?
'

# An arctangent step at 8979 eV with a decaying wiggle above it: the shape of a spectrum, not a measurement.
spectrum() {
  cat <<'HEADER'
# XDI/1.0 Edgewise-demo/1
# Column.1: energy eV
# Column.2: i0
# Column.3: itrans
# Element.symbol: Cu
# Element.edge: K
# Mono.name: Si 111
# Mono.d_spacing: 3.13560
# Facility.name: computed
# Sample.name: copper, model curve
# Scan.start_time: 2026-01-15T12:00:00Z
# ///
# A model curve for the demonstration.
# ---
# energy i0 itrans
HEADER
  awk 'BEGIN {
    for (energy = 8879; energy <= 9479; energy += (energy > 8959 && energy < 9029) ? 0.5 : 4) {
      mu = 0.4 + 1.1 * (0.5 + atan2(energy - 8979, 1.5) / 3.14159265)
      if (energy > 8979) { k = sqrt(0.2624683 * (energy - 8979)); mu += 0.12 * sin(4.4 * k) * exp(-0.25 * k) }
      printf "%10.2f %12.1f %12.3f\n", energy, 100000, 100000 * exp(-mu)
    }
  }'
}

spectrum >copper.xdi
failed=0
while IFS='|' read -r verb arguments what; do
  verb=${verb// /}
  [ -n "$verb" ] || continue
  if ! "$edgewise" help | grep -q "^  $verb "; then
    say "(this build has no verb '$verb')"
    continue
  fi
  printf '\n#%s\n$ edgewise %s%s\n' "$what" "$verb" "${arguments%"${arguments##*[![:space:]]}"}"
  # shellcheck disable=SC2086  # arguments are words
  "$edgewise" "$verb" $arguments || failed=1
done <<<"$acts"
exit $failed
