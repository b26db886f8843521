#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"
cd "$work" || exit

if with nc ss for full-server full; then
  block full-server
  begin full './kit run 3 --reference --port 5000'
  block full
  printf '$ %s\n' 'head -c 10000000 /dev/zero | nc 127.0.0.1 5000 &'
  { head -c 10000000 /dev/zero | nc 127.0.0.1 5000; } {held}>&- & # not with the server's input
  # Until both buffers hold what is shown: numbers of five digits and more.
  wait_until '[ "$(ss -tan | grep -cE "ESTAB +([0-9]{5,} +0|0 +[0-9]{5,}) ")" = 2 ]'
  shown "ss -tan '( sport = :5000 or dport = :5000 )'"
  enter full
  wait $!
fi

if with nc strace for two-pieces two-pieces-client two-pieces-calls; then
  block two-pieces
  begin server 'strace -e trace=accept4,recvfrom,sendto build/student/bin/reference/06/main --port 5007'
  block two-pieces-client
  for_a_time='sleep 0.3' means="wait_until 'grep -q \"^sendto.*hello \" server'"
  shown "(printf 'hello '; sleep 0.3; printf 'world') | nc -N 127.0.0.1 5007"
  echo # behind what has no line end
  block two-pieces-calls
  enter server
  later server | grep -v '^+++'
fi
if with nc for blob; then
  block blob
  begin large './kit run 6 --reference --port 5006' >/dev/null
  shown 'head -c 1000000 /dev/urandom > blob'
  shown 'nc -N 127.0.0.1 5006 < blob | cmp - blob && echo same'
  enter large
fi
if with ss for reset-server reset-client reset; then
  block reset-server
  begin reset './kit run 6 --reference --port 5008'
  block reset-client
  # Who closes with bytes unread resets the connection: here, the echo, when it has come.
  unread() { ss -tan '( dport = :5008 )' | grep -q 'ESTAB *5 '; }
  export -f unread
  for_a_time='sleep 1' means='wait_until unread'
  shown "bash -c 'exec 3<>/dev/tcp/127.0.0.1/5008; printf hello >&3; sleep 1'"
  block reset
  enter reset
  later reset
fi

if with nc for now now-client; then
  block now
  begin now './kit run 6 --port 5000'
  client=$(shown "printf 'first bytes\n' | nc -N 127.0.0.1 5000")
  enter now
  later now
  block now-client
  printf '%s\n' "$client"
fi
