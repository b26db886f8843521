#!/usr/bin/env bash
# tests/speed.sh: how long a student waits. Not a test: it prints figures of this machine,
# as they are now, and judges nothing.
#
# Side by side in one run: ./kit check 06 after a one-line edit (from the edit to the
# verdict); the compiler, the linker and the test programs called for the same files
# without kit and ninja; ./kit check 06 when nothing has changed; and the tools that the rule
# on what code may use calls, by themselves (in a check they run beside the tests). The
# lesson's files are the reference's, in a copy of the project, so your own stay untouched.
set -euo pipefail
rounds=${1:-9}
case $rounds in
'' | *[!0-9]* | 0) echo "usage: tests/speed.sh [ROUNDS]" && exit 2 ;;
esac
cd "$(dirname "$0")/.."
here=$PWD

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
for part in CMakeLists.txt CMakePresets.json kit lessons platform solutions tests; do
  cp -R "$here/$part" "$copy/$part"
done
cd "$copy"
file=lessons/06-exchange/exchange.cpp
cp solutions/06-exchange/exchange.cpp $file
echo "building the copy (once) ..."
./kit check 06 >check.log 2>&1 || { cat check.log && exit 1; }

# The commands that ninja runs for the edited file, in their order.
commands=$(ninja -C build/student -t commands student-06 | grep -E \
  'student-06-objects\.dir|-o bin/student/06/(contract|main)')
run_bare() {
  (
    cd build/student
    while IFS= read -r command; do sh -c "$command"; done <<<"$commands"
    FIRST_BYTE_REPORT=$copy/report.txt bin/student/06/contract
    FIRST_BYTE_REPORT=$copy/report.txt FIRST_BYTE_PROGRAMS=$PWD/bin/student/06 \
      bin/tests/program-06
  ) >bare.log 2>&1
}
# As tests/grader/rule.cpp calls them.
objects=$(sed -n 's/^object|//p' build/student/objects/student-06.txt)
run_rule() {
  while IFS= read -r object; do nm -A -g -P "$object" && readelf -SW "$object"; done \
    <<<"$objects" >/dev/null
}
edit() { echo "// edit $RANDOM" >>$file; }

now() { date +%s%N; }
timed() { # name, command...: appends milliseconds to name.ms
  local name=$1 begun ended
  shift
  begun=$(now)
  "$@" >"$name.log" 2>&1 || { cat "$name.log" && exit 1; }
  ended=$(now)
  echo $(((ended - begun) / 1000000)) >>"$name.ms"
}
# Taken in turns, so that whatever else the machine does meets all of them alike.
for _ in $(seq "$rounds"); do
  edit && timed check ./kit check 06
  edit && timed bare run_bare
  ./kit check 06 >/dev/null # ninja has not seen that edit
  timed nothing ./kit check 06
  timed rule run_rule
done

row() { # title, name
  sort -n "$2.ms" | awk -v title="$1" '{ v[NR] = $1 } END {
    printf "  %-44s %6d ms   (%d to %d)\n", title, v[int((NR + 1) / 2)], v[1], v[NR] }'
}
echo "lesson 06, medians of $rounds (lowest to highest), $(nproc 2>/dev/null || echo ?) processors"
row "./kit check 06 after a one-line edit" check
row "bare compile + link + run of the same" bare
row "./kit check 06, nothing changed" nothing
row "what the rule asks of nm and readelf" rule
median() { sort -n "$1.ms" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
awk -v a="$(median check)" -v b="$(median bare)" \
  'BEGIN { printf "  %-44s %6.2f\n", "kit : bare", a / b }'
