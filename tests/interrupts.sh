#!/usr/bin/env bash
# A class whose grading is interrupted, and goes on, has the marks of one that never was.
# Grades a class again and again, each time ended at a random moment by SIGINT, SIGTERM or
# SIGKILL (the grader alone, or its whole process group), then makes the same call again and
# compares the gradebook with that of an uninterrupted run.
#
#   tests/interrupts.sh [ROUNDS] [BUILD]    3 rounds, build/default, unless told otherwise
#
# SEED=N makes the moments the same as in an earlier run. Exit status 77: no jail here.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
build=$(realpath "${2:-build/default}")
seed=${SEED:-$RANDOM}
RANDOM=$seed
kit=$build/bin/kit
here=$(mktemp -d)
running=
finish() {
  [ -z "$running" ] || kill -KILL -- "-$running" 2>/dev/null || true
  rm -rf "$here"
}
trap finish EXIT
export TMPDIR=$here/tmp
mkdir "$TMPDIR"
[ "$(id -u)" -ne 0 ] || chmod 755 "$here" "$TMPDIR"

command -v bwrap >/dev/null || { echo "skipped: there is no bwrap here"; exit 77; }

# Right answers and wrong ones; no two alike, nor like those of another round.
hand_in() { # ROUND
  rm -rf "$here/class"
  local number lesson
  for number in 1 2 3; do
    for lesson in 01-socket 06-exchange; do
      mkdir -p "$here/class/right-$number/lessons/$lesson"
      for file in solutions/"$lesson"/*.cpp; do
        { cat "$file"; echo "// student $number, round $1"; } \
          >"$here/class/right-$number/lessons/$lesson/${file##*/}"
      done
    done
  done
  mkdir -p "$here/class/wrong-1/lessons/01-socket" "$here/class/wrong-2/lessons/06-exchange"
  { cat tests/submissions/wrong/01-destructor-forgets-the-handle/socket.cpp; echo "// $1"; } \
    >"$here/class/wrong-1/lessons/01-socket/socket.cpp"
  { sed 's/return/retrun/' solutions/06-exchange/exchange.cpp; echo "// $1"; } \
    >"$here/class/wrong-2/lessons/06-exchange/exchange.cpp"
}

# A process group of its own, so that all of it can be ended; a background job of a script
# would ignore SIGINT.
start() { # OUT
  set -m
  "$kit" grade-class "$here/class" --out "$1" --lessons 1,6 --no-tower --jobs 4 \
    --build "$build" >"$here/said" 2>&1 &
  running=$!
  set +m
}

now() { local t=$EPOCHREALTIME; echo $((${t/./} / 1000)); }

hand_in 0
begun=$(now)
start "$here/whole"
wait "$running" || { cat "$here/said"; exit 1; }
running=
took=$(($(now) - begun))
marks() { cut -d, -f1,3- "$1/gradebook.csv"; }
wrong=0
ended=0
for round in $(seq 1 "$rounds"); do
  hand_in "$round"
  out=$here/out
  rm -rf "$out"
  signals=(INT TERM KILL)
  signal=${signals[$(((round - 1) % 3))]}
  moment=$((RANDOM % took))
  start "$out"
  for _ in 1 2; do # the whole group and the grader alone, by turns
    sleep "$((moment / 1000)).$(printf %03d $((moment % 1000)))"
    target=$running
    [ $((RANDOM % 2)) -eq 0 ] || target=-$running
    if kill -"$signal" -- "$target" 2>/dev/null; then ended=$((ended + 1)); fi
    wait "$running" 2>/dev/null || true
    moment=$((RANDOM % took))
    start "$out" # and goes on where it was
  done
  status=0
  wait "$running" || status=$?
  running=
  if [ "$status" -ne 0 ] || ! diff <(marks "$here/whole") <(marks "$out"); then
    echo "round $round: SIG$signal: status $status, not the marks of a run that ended by itself"
    cat "$here/said"
    wrong=$((wrong + 1))
  fi
done
left=$(find "$TMPDIR" -mindepth 1 -maxdepth 1 -name 'first-byte-*' | wc -l)
echo "note: $ended interrupts in $rounds rounds (SEED=$seed): $wrong with wrong marks;" \
  "$left folders left behind by SIGKILL"
[ "$wrong" -eq 0 ]
