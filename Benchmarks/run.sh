#!/usr/bin/env bash
# Measures Edgewise beside its peers and beside the floor, bare C on the same job, in one run; BENCHMARKS.md keeps the
# outcome. EDGEWISE_BENCH_PYTHON names a Python that has the peers already; further arguments go to bench.py.
set -u
. "$(dirname "$0")/../Scripts/common.sh"
cd "$project" || exit 1

here=Benchmarks
work=$project/.build/bench
programs=$work/programs

make_peers() {
  local pandas=$project/.build/bench-peers base
  Scripts/conformance.sh --environment || return 1
  python=$project/.build/conformance/bin/python
  if ! cmp -s "$here/requirements.txt" "$pandas/made-from.txt"; then
    say "Fetching pandas for the benchmarks (once)"
    rm -rf "$pandas"
    base=$(find_python) || die "The benchmarks need Python 3.11 or newer with pip."
    "$base" -m pip --python "$python" install --quiet --disable-pip-version-check --retries 1 --no-deps \
      --target "$pandas" --requirement "$here/requirements.txt" || die "pandas could not be installed; is the network up?"
    cp "$here/requirements.txt" "$pandas/made-from.txt"
  fi
  export PYTHONPATH=$pandas
}

build() {
  make -s build &&
    swift build -c release --package-path "$here" --scratch-path .build/bench-swift --product in-process
}

# The libraries that the program itself names; Swift's own are left to Swift's own floor.
needed() { readelf -d .build/release/edgewise | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -v ld-linux | grep "$@"; }
swift_runtime() { ldd .build/release/edgewise | sed -n 's/.*libswiftCore.so => \(.*\)\/libswiftCore.so .*/\1/p'; }

compile() {  # NAME FURTHER-ARGUMENTS...
  local name=$1
  shift
  cc -O2 -Wall -Wextra -o "$programs/$name" "$@"
}

compile_floor() {
  local flags libraries c_libraries all_libraries runtime
  read -ra flags < <(pkg-config --cflags hdf5)
  read -ra libraries < <(pkg-config --libs hdf5)
  mapfile -t c_libraries < <(needed -v -e swift -e Foundation | sed 's/^/-l:/')
  mapfile -t all_libraries < <(needed . | sed 's/^/-l:/')
  runtime=$(swift_runtime)
  local only=(-Wl,--no-as-needed -Wl,--allow-shlib-undefined)
  local swift_folder=()
  [ -z "$runtime" ] || swift_folder=(-L "$runtime" -Wl,-rpath,"$runtime")
  compile measure "$here/floor/measure.c" && compile memory "$here/floor/memory.c" &&
    compile scan_columns "$here/floor/scan_columns.c" -lm &&
    compile write_nexus "${flags[@]}" "$here/floor/write_nexus.c" "${libraries[@]}" &&
    compile walk_nexus "${flags[@]}" "$here/floor/walk_nexus.c" "${libraries[@]}" &&
    compile validate_xml $(pkg-config --cflags libxml-2.0) "$here/floor/validate_xml.c" $(pkg-config --libs libxml-2.0) &&
    compile bare "$here/floor/start.c" &&
    compile start_c "$here/floor/start.c" "${only[@]}" "${c_libraries[@]}" &&
    compile start_all "$here/floor/start.c" "${only[@]}" "${swift_folder[@]}" "${all_libraries[@]}"
}

make_inputs() {
  cmp -s "$here/inputs.py" "$work/inputs/made-by.py" && return 0
  say "Making the inputs (once)"
  rm -rf "$work/inputs"
  "$python" "$here/inputs.py" "$work/inputs" && cp "$here/inputs.py" "$work/inputs/made-by.py"
}

mkdir -p "$programs"
python=${EDGEWISE_BENCH_PYTHON:-}
[ -n "$python" ] || make_peers || exit 1
build || exit 1
compile_floor || die "The floor could not be compiled: see above; 'make deps' brings what it needs."
make_inputs || exit 1
exec "$python" "$here/bench.py" "$@"
