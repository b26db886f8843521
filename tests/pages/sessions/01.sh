#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"

block own-table
shown 'ls -1 /proc/self/fd'
block run
begin one './kit run 1 --reference'
block table
pid=$(cat "$work/one.pid")
printf '$ %s\n' 'ls -l /proc/$(pgrep -n -x main)/fd'
echo ...
# shellcheck disable=SC2012 # one number a line
echo "lrwx------ 1 root root 64 Nov 22 23:19 $(ls "/proc/$pid/fd" | tail -n 1) -> $(readlink "/proc/$pid/fd/3")"
block closed
enter one
later one
block question
head -n 1 "$work/one"
block no-input
shown 'build/student/bin/reference/01/main <&-'
if with strace for strace; then
  block strace
  shown 'strace -e trace=socket,close build/student/bin/reference/01/main </dev/null' |
    sed 's| </dev/null||' | sed -n '/^\$/p; /^socket/,$p' | grep -v '^+++'
fi
block now
shown './kit run 1'
