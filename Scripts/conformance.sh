#!/usr/bin/env bash
# Lets the field's own programs read what Edgewise writes: Tests/Conformance/run.py in a Python environment of its own,
# made once in .build/conformance and kept until its pins change. `--environment` only makes the environment.
set -u
. "$(dirname "$0")/common.sh"

environment=$project/.build/conformance
python=$environment/bin/python
pins=("$project"/Scripts/conformance.{requirements,constraints}.txt)
made_from=$environment/made-from.txt

make_environment() {
  say "Making the Python environment for the conformance tests (once; it takes some minutes and a network)"
  rm -rf "$environment"
  # pip works from outside, so that Debian's python3-venv, which only adds a second pip, is not needed.
  local base
  base=$(find_python) || die "The conformance tests need Python 3.11 or newer with pip: install python3 and python3-pip."
  "$base" -m venv --without-pip "$environment" || die "The Python environment could not be made in $environment."
  "$base" -m pip --python "$python" install --quiet --disable-pip-version-check --retries 1 \
    --requirement "${pins[0]}" ||
    die "The peers for the conformance tests could not be installed: see pip's message above; is the network up?"
  cat "${pins[@]}" >"$made_from"
}

[ -f "$project/Tests/Conformance/run.py" ] || die "There are no conformance tests: Tests/Conformance/run.py is missing."
if ! cat "${pins[@]}" | cmp -s - "$made_from" || ! [ -x "$python" ]; then make_environment; fi
[ "${1:-}" != --environment ] || exit 0
edgewise=${EDGEWISE:-}
if [ -z "$edgewise" ]; then
  make -s -C "$project" build || exit 1
  edgewise=$project/.build/release/edgewise
fi
cd "$project" && EDGEWISE=$edgewise exec "$python" Tests/Conformance/run.py "$@"
