#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"

block port-0
for run in a b c; do
  begin $run './kit run 2 --reference'
  enter $run
done
block privilege
begin five './kit run 2 --reference --port 5000'
enter five
without_privilege=1 shown './kit run 2 --reference --port 80'
block twice
begin one './kit run 2 --reference --port 5000'
enter one
block bytes
shown 'strace -e trace=socket,setsockopt,bind,getsockname,close build/student/bin/reference/02/main --port 5000' |
  sed -n '/^\$/p; /^socket/,$p' | grep -v '^+++'
block now
begin now './kit run 2'
enter now
