#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"

block port-0
for run in a b c; do
  begin $run './kit run 2 --reference'
  enter $run
done
if with setpriv for privilege; then
  block privilege
  begin five './kit run 2 --reference --port 5000'
  enter five
  without_privilege=1 shown './kit run 2 --reference --port 80'
fi
block twice
begin one './kit run 2 --reference --port 5000'
enter one
if with strace for bytes; then
  block bytes
  shown 'strace -e trace=socket,setsockopt,bind,getsockname,close build/student/bin/reference/02/main --port 5000' |
    sed -n '/^\$/p; /^socket/,$p' | grep -v '^+++'
fi
block now
begin now './kit run 2'
enter now
