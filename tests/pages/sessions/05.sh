#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"

block run
begin server './kit run 5 --reference --port 5000'
for count in 2 3 4; do
  nc 127.0.0.1 5000 </dev/null
  await server $count
done
block clients
enter server
later server
block after
shown "ss -tan '( sport = :5000 )'"
block calls
# The first three wait in TIME-WAIT now; a listener may bind beside them.
begin traced 'strace -e trace=network,close build/student/bin/reference/05/main --port 5000' 0
for count in 1 2 3; do
  until ss -tln | grep -q ':5000 '; do :; done
  nc 127.0.0.1 5000 </dev/null
done
enter traced
grep -E '^(socket|bind|listen|accept4)\(|^close\(4' "$work/traced"
