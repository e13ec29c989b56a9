#!/usr/bin/env bash
# Fuzzes the readers: fuzz.sh SECONDS [TARGET]...   RUNS=N stops each target after N runs instead.
# What was found interesting stays in .build/fuzz-inputs and is the next run's beginning; an input that breaks a reader
# is left in .build/fuzz-findings, and the exit code is 1.
set -u
. "$(dirname "$0")/common.sh"
cd "$project" || exit 1

seconds=${1:?how many seconds}
shift
build=$project/.build/fuzz
binary=$build/release/fuzz
inputs=$project/.build/fuzz-inputs
findings=$project/.build/fuzz-findings
# Address sanitizer also looks for leaks; SANITIZE= without it is faster.
sanitizers=(--sanitize fuzzer)
[ -z "${SANITIZE-address}" ] || sanitizers+=(-Xswiftc -sanitize="fuzzer,${SANITIZE-address}")
export SWIFT_BACKTRACE=enable=no

swift build -c release --package-path Fuzz --scratch-path "$build" "${sanitizers[@]}" --product fuzz || exit 1
[ $# -gt 0 ] || mapfile -t targets < <("$binary" --target=list)
[ $# -eq 0 ] || targets=("$@")

limit=(-max_total_time="$seconds")
[ -z "${RUNS:-}" ] || limit=(-runs="$RUNS")
failures=0
for target in "${targets[@]}"; do
  mkdir -p "$inputs/$target" "$findings"
  seeds=()
  [ ! -d "Fuzz/Seeds/$target" ] || seeds=("Fuzz/Seeds/$target")
  say "Fuzzing $target"
  log=$findings/$target.log
  if "$binary" --target="$target" "${limit[@]}" -max_len="${MAX_LEN:-4096}" -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="$findings/$target-" -print_final_stats=1 "$inputs/$target" "${seeds[@]}" >"$log" 2>&1; then
    awk '/number_of_executed_units/ {runs=$2} /average_exec_per_sec/ {rate=$2} END {print "  " runs " runs, " rate " a second: nothing found"}' "$log"
  else
    failures=$((failures + 1))
    complain "  $target broke; the end of $log:"
    grep -vE '^#[0-9]+|^ +#|NEW|REDUCE|^$' "$log" | tail -15 >&2
  fi
done
[ "$failures" -eq 0 ]
