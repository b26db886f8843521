#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"

if with nc ss for listener queue; then
  block listener
  begin queueing './kit run 3 --reference --port 5000'
  for _ in 1 2; do # without the server's input, which would stay open with them
    nc 127.0.0.1 5000 </dev/null {held}>&- &
    clients+=($!)
  done
  wait_until '[ "$(ss -tan "( sport = :5000 )" | grep -c ESTAB)" = 2 ]'
  block queue
  shown "ss -tan '( sport = :5000 )'"
  enter queueing
  wait "${clients[@]}"
fi

if with nc ss for run clients; then
  block run
  begin server './kit run 5 --reference --port 5000'
  for count in 2 3 4; do
    nc 127.0.0.1 5000 </dev/null
    await server $count
  done
  block clients
  enter server
  later server
  if with sure_time_wait for after; then
    # Each client's FIN has come.
    wait_until '[ "$(ss -tan "( sport = :5000 )" | grep -c TIME-WAIT)" = 3 ]'
    block after
    shown "ss -tan '( sport = :5000 )'"
  fi
else
  with nc ss for after
fi
if with nc ss strace for calls; then
  block calls
  # The first three wait in TIME-WAIT now; a listener may bind beside them.
  begin traced 'strace -e trace=network,close build/student/bin/reference/05/main --port 5000' 0
  for count in 1 2 3; do
    wait_until "ss -tln | grep -q ':5000 '"
    nc 127.0.0.1 5000 </dev/null
  done
  enter traced
  grep -E '^(socket|bind|listen|accept4)\(|^close\(4' "$work/traced"
fi

if with nc for now; then
  block now
  begin own './kit run 5 --port 5000 --clients 2'
  for count in 2 3; do
    nc 127.0.0.1 5000 </dev/null
    await own $count
  done
  enter own
  later own
fi
