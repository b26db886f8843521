#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"
cd "$work" || exit

block server
begin server './kit run 7 --reference --port 5009'
client=$(shown "printf 'goodbye' | ./kit run 7 --reference --ask --port 5009")
enter server
later server
block client
printf '%s\n' "$client"
if with ss sure_time_wait for after; then
  wait_until "! ss -tan | grep -q LAST-ACK" # the server's FIN is answered
  block after
  shown "ss -tan '( sport = :5009 or dport = :5009 )'"
fi

if with ss strace for client-calls server-calls; then
  begin traced 'strace -e trace=network,close build/student/bin/reference/07/main --port 5009' 0 >/dev/null
  wait_until "ss -tln | grep -q ':5009 '"
  block client-calls
  printf 'goodbye' |
    strace -e trace=network,close -o client "$bin/reference/07/main" --ask --port 5009 >/dev/null
  sed -n '/^connect(/,$p' client | grep -v '^+++'
  block server-calls
  enter traced
  sed -n '/^accept4(/,$p' traced | grep -Ev '^(\+\+\+|echoed)'
fi

if with nc ss for half-closed-server half-closed; then
  block half-closed-server
  begin half './kit run 3 --reference --port 5000'
  block half-closed
  printf '$ %s\n' "printf 'anyone?' | nc -N 127.0.0.1 5000 &"
  { printf 'anyone?' | nc -N 127.0.0.1 5000; } {held}>&- & # not with the server's input
  wait_until "ss -tan | grep -q 'FIN-WAIT-2'"
  shown "ss -tan '( sport = :5000 or dport = :5000 )'"
  enter half
fi

if with nc for silent; then
  begin silent './kit run 7 --reference --port 5011' >/dev/null
  block silent
  for_a_time='timeout 2' means='until_it_prints hi'
  shown "printf 'hi' | timeout 2 nc 127.0.0.1 5011"
  echo # behind what has no line end
fi

if with tcpdump for packets; then
  block packets
  # The client's FIN and the server's echo pass each other, and an ACK may wait for company.
  echo '(in any right order)'
  packets 7
fi
block now
begin now './kit run 7 --port 5000'
client=$(shown "printf 'Is anybody there?' | ./kit run 7 --ask --port 5000")
enter now
later now
block now-client
printf '%s\n' "$client"
