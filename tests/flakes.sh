#!/usr/bin/env bash
# tests/flakes.sh N: every test binary N times, eight rounds at once, while something else
# keeps all processors busy. A test that fails once in N rounds is wrong. The log of each
# failed run stays in build/flakes/. A test has the time that students and graders give it.
# One that failed late and says itself that it was kept from the processor ("starved") is
# counted apart: a grader asks it again, with more time. Left out: kit-tests, which builds.
# Of page-tests the terminal sessions come last, by tests/session-flakes.sh; the others
# read files.
set -u
if [ $# -ne 1 ] || ! [ "$1" -gt 0 ] 2>/dev/null; then
  echo "usage: tests/flakes.sh ROUNDS    (after ./kit test, or a build of the preset default)"
  exit 2
fi
rounds=$1
cd "$(dirname "$0")/.." || exit 1
bin=build/default/bin
logs=build/flakes
if ! [ -x $bin/reference/01/contract ]; then
  echo "nothing is built in build/default: run ./kit test first"
  exit 1
fi
rm -rf $logs && mkdir -p $logs
FIRST_BYTE_DEADLINE_MS=$(sed -n 's/.*limit_for_students{\([0-9]*\)}.*/\1/p' \
  tests/grader/time_limits.hpp)
if [ -z "$FIRST_BYTE_DEADLINE_MS" ]; then
  echo "tests/grader/time_limits.hpp does not say limit_for_students{N} any more"
  exit 1
fi
export FIRST_BYTE_DEADLINE_MS

busy=()
for _ in $(seq "$(nproc)"); do
  (while :; do :; done) &
  busy+=($!)
done
trap 'kill "${busy[@]}" 2>/dev/null' EXIT
trap 'exit 130' INT TERM

# One round: each binary once. A lesson's last line, or GoogleTest's status, is the verdict.
round() {
  local n=$1 program log
  for program in "$2"/reference/*/contract "$2"/tests/*-*; do
    [ "${program##*/}" != page-tests ] || continue
    log=$3/$n-${program//\//_}.log
    local number=${program##*program-}
    if FIRST_BYTE_PROGRAMS=$2/reference/$number "$program" >"$log" 2>&1; then
      rm "$log"
    else
      echo "status $?" >>"$log"
      local failed starved word=failed
      failed=$(grep -c '^FAILED' "$log")
      starved=$(grep -c '^starved: ' "$log")
      # A watchdog's end, too, is one failure; a death without words is none.
      [ "$failed" -eq 0 ] || [ "$failed" -ne "$starved" ] || word=starved
      echo "round $n: $program $word, see $log"
    fi
  done
}
export -f round

start=$SECONDS
# shellcheck disable=SC2016 # the inner shell expands them
seq "$rounds" | xargs -P 8 -I{} bash -c 'round {} "$1" "$2"' _ $bin $logs | tee $logs/failures
binaries=$(find $bin/reference/*/contract $bin/tests -maxdepth 1 -type f ! -name page-tests | wc -l)
bad=$(grep -vc ' starved, see ' $logs/failures)
starved=$(grep -c ' starved, see ' $logs/failures)
echo "$rounds rounds of $binaries test binaries in $((SECONDS - start)) s, each test with" \
  "$FIRST_BYTE_DEADLINE_MS ms: $bad failures, $starved runs starved"

kill "${busy[@]}" 2>/dev/null
tests/session-flakes.sh "$rounds" || bad=$((bad + 1))
[ "$bad" -eq 0 ]
