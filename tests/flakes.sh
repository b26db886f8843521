#!/usr/bin/env bash
# tests/flakes.sh N: every test binary N times, eight rounds at once, while something else
# keeps all processors busy. A test that fails once in N rounds is wrong. The log of each
# failed run stays in build/flakes/. Left out: page-tests, which reads files and has
# neither sockets nor threads, and kit-tests, which builds.
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
      echo "round $n: $program failed, see $log"
    fi
  done
}
export -f round

start=$SECONDS
# shellcheck disable=SC2016 # the inner shell expands them
seq "$rounds" | xargs -P 8 -I{} bash -c 'round {} "$1" "$2"' _ $bin $logs | tee $logs/failures
binaries=$(find $bin/reference/*/contract $bin/tests -maxdepth 1 -type f ! -name page-tests | wc -l)
bad=$(wc -l <$logs/failures)
echo "$rounds rounds of $binaries test binaries in $((SECONDS - start)) s: $bad failures"
[ "$bad" -eq 0 ]
