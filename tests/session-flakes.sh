#!/usr/bin/env bash
# tests/session-flakes.sh N: every terminal session of the lessons N times in a row, first on
# the machine as it is, then eight at once while something else keeps all processors busy.
# What a page shows must not be the moment's choice: one failure is one too many. The log of
# each failed run stays in build/flakes/.
set -u
if [ $# -ne 1 ] || ! [ "$1" -gt 0 ] 2>/dev/null; then
  echo "usage: tests/session-flakes.sh ROUNDS    (after ./kit test, or a build of the preset default)"
  exit 2
fi
rounds=$1
cd "$(dirname "$0")/.." || exit 1
tests=$PWD/build/default/bin/tests/page-tests
logs=$PWD/build/flakes
if ! [ -x "$tests" ]; then
  echo "nothing is built in build/default: run ./kit test first"
  exit 1
fi
mkdir -p "$logs" && rm -f "$logs"/*-session-*.log
busy=()
trap 'kill "${busy[@]}" 2>/dev/null' EXIT
trap 'exit 130' INT TERM

# once IDLE-OR-LOADED ROUND SESSION
once() {
  local log=$logs/$1-session-0$(($3 + 1))-$2.log
  if "$tests" --gtest_filter="lesson/sessions_of.*/$3" >"$log" 2>&1; then
    grep -h '^skipped: \|is skipped: \|there is no' "$log" | sort -u >>"$logs/$1-skipped"
    rm "$log"
  else
    echo "$1, round $2: session 0$(($3 + 1)) failed, see $log"
  fi
}
export -f once
export tests logs

bad=0
# rounds NAME AT-ONCE
all_rounds() {
  local start=$SECONDS failed=$logs/$1-failures
  : >"$logs/$1-skipped"
  for session in 0 1 2 3 4 5 6 7; do
    seq "$rounds" | xargs -P "$2" -I{} bash -c "once $1 {} $session"
  done | tee "$failed"
  echo "$1: 8 sessions $rounds times in $((SECONDS - start)) s: $(wc -l <"$failed") failures"
  sort -u "$logs/$1-skipped"
  bad=$((bad + $(wc -l <"$failed")))
}

all_rounds idle 1
for _ in $(seq "$(nproc)"); do
  (while :; do :; done) &
  busy+=($!)
done
all_rounds loaded 8
[ $bad -eq 0 ]
