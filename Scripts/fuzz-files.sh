#!/usr/bin/env bash
# Sends damaged HDF5 files through the validator: fuzz-files.sh RUNS [SEED-FILE]...   FIRST=N begins with number N.
# Each file is one number's worth of damage to one of the seeds, which are small files made here and those given.
# Files that take too long are left in .build/fuzz-findings; the exit code is 1 when a file had no verdict, the parent
# died, hung, or kept something open.
set -u
. "$(dirname "$0")/common.sh"
cd "$project" || exit 1

runs=${1:?how many files}
shift
build=$project/.build/fuzz-files
findings=$project/.build/fuzz-findings
seeds=$project/.build/fuzz-inputs/files
export SWIFT_BACKTRACE=enable=no

swift build -c release --package-path Fuzz --scratch-path "$build" --product damaged-files || exit 1
binary=$build/release/damaged-files

# Files in memory are many times faster than files on a disk.
scratch=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")/edgewise-damaged-XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
rm -rf "$seeds"
mkdir -p "$seeds" "$findings"
"$binary" seeds "$seeds" || die "The seeds could not be made."
cp "$seeds/storage-older.nxs" "$scratch/"  # where external links lead

say "Validating $runs damaged files"
"$binary" run "${FIRST:-0}" "$runs" "$scratch" "$findings" "$seeds"/*.nxs "$@"
