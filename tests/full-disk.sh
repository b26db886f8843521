#!/usr/bin/env bash
# A disk that is full while a class is graded costs no student anything, then or later.
# Grades a class in temporary folders of different sizes: a right answer has all points or
# is not judged, and the exit status says so; with room, the same call gives all points.
#
#   tests/full-disk.sh [BUILD] [SIZE...]    sizes in MB, of a tmpfs
#
# Without SIZE it looks for the least in which grading begins, and takes that and some more,
# where the disk is full in the middle of it.
#
# Exit status 77: not root, nothing can be mounted, or no jail.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "${1:-build/default}")
shift || true
sizes=("$@")
[ "$(id -u)" -eq 0 ] || { echo "skipped: full-disk.sh needs root, to mount a small disk"; exit 77; }
command -v bwrap >/dev/null || { echo "skipped: there is no bwrap here"; exit 77; }
here=$(mktemp -d)
chmod 755 "$here"
small=$here/small
mkdir "$small"
finish() {
  umount "$small" 2>/dev/null || true
  rm -rf "$here"
}
trap finish EXIT
mount -t tmpfs -o size=4m tmpfs "$small" 2>/dev/null ||
  { echo "skipped: nothing can be mounted here"; exit 77; }
umount "$small"

for number in $(seq 1 6); do
  for lesson in 01-socket 06-exchange; do
    mkdir -p "$here/class/student-$number/lessons/$lesson"
    for file in solutions/"$lesson"/*.cpp; do
      { cat "$file"; echo "// student $number"; } \
        >"$here/class/student-$number/lessons/$lesson/${file##*/}"
    done
  done
done

grade() { # OUT; the status
  local status=0
  "$build/bin/kit" grade-class "$here/class" --out "$1" --lessons 1,6 --no-tower --jobs 4 \
    --build "$build" >"$here/said" 2>&1 || status=$?
  echo $status
}
full() { tail -n +2 "$1" | grep -c ',20,20,0,10,"graded",10,"graded",' || true; }
none() { tail -n +2 "$1" | grep -c '^[^,]*,[^,]*,,.*"not judged"' || true; }

# small_disk MB: what grading says in a temporary folder of that size
small_disk() {
  mount -t tmpfs -o "size=${1}m,mode=755" tmpfs "$small"
  rm -rf "$here/out"
  status=$(TMPDIR=$small grade "$here/out")
  umount "$small"
}
begins() { small_disk "$1" && [ -f "$here/out/gradebook.csv" ]; }

if [ ${#sizes[@]} -eq 0 ]; then
  too_small=4 least=400
  while [ $((least - too_small)) -gt 1 ]; do
    middle=$(((too_small + least) / 2))
    if begins $middle; then least=$middle; else too_small=$middle; fi
  done
  sizes=(4 "$too_small" "$least")
  for more in 1 2 3 4 6 8 12 20; do sizes+=($((least + more))); done
fi

wrong=0
for size in "${sizes[@]}"; do
  small_disk "$size"
  book=$here/out/gradebook.csv
  if [ -f "$book" ]; then
    right=$(full "$book")
    unjudged=$(none "$book")
    expected=$((unjudged == 0 ? 0 : 3))
    if [ "$status" -ne "$expected" ] || [ $((right + unjudged)) -ne 6 ]; then
      wrong=$((wrong + 1))
      cat "$here/said" "$book"
    fi
    echo "note: $size MB: status $status, $right right, $unjudged not judged"
  else
    [ "$status" -eq 3 ] || { wrong=$((wrong + 1)); cat "$here/said"; }
    echo "note: $size MB: status $status: $(head -n 1 "$here/said")"
  fi
  status=$(grade "$here/out")
  if [ "$status" -ne 0 ] || [ "$(full "$book")" -ne 6 ]; then
    wrong=$((wrong + 1))
    echo "with room again: status $status"
    cat "$here/said" "$book"
  fi
done
[ "$wrong" -eq 0 ]
