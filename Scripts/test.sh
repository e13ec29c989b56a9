#!/usr/bin/env bash
# Runs the Swift tests and says at the end whether those on real files took part. Arguments go to `swift test`.
set -uo pipefail
. "$(dirname "$0")/common.sh"
cd "$project" || exit 1

wanted=${EDGEWISE_CORPUS:-../shared/corpus}
if corpus=$(cd "$wanted" 2>/dev/null && pwd); then
  export EDGEWISE_CORPUS=$corpus
  verdict="Corpus tests took part, with the files in $corpus."
else
  unset EDGEWISE_CORPUS
  verdict="Corpus tests did NOT take part: there is no folder $wanted. Set EDGEWISE_CORPUS to one that holds the corpus."
fi

mkdir -p .build
swift test "$@" 2>&1 | tee .build/test.log
status=$?
say "$verdict"
exit $status
