#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"
cd "$work" || exit

block server
begin server './kit run 8 server --reference'
block client
shown "printf 'hello\n' | ./kit run 8 client --reference"
if with nc curl for strangers; then
  block strangers
  shown "printf 'hello\n' | nc -N 127.0.0.1 5000"
  for_a_time='curl -s -m 2' means="until_it_prints 'from curl' curl -s -N"
  shown "echo 'from curl' | curl -s -m 2 telnet://127.0.0.1:5000"
fi

block one-after-another
printf '$ %s\n' "(printf 'one\n'; sleep 3; printf 'two\n') | ./kit run 8 client --reference &"
# The first has its echo, so it is being served, when the second comes; and the second waits
# in the queue when the first goes on, for the server says so to nobody.
: >first
(printf 'one\n'; wait_until 'grep -q one first && [ -e second-began ]'; printf 'two\n') |
  kit run 8 client --reference >first &
first=$!
wait_until 'grep -q one first'
printf '$ %s\n' "time printf 'three\n' | ./kit run 8 client --reference"
second=$(printf 'three\n' | { : >second-began; kit run 8 client --reference; })
wait $first
cat first
printf '%s\n' "$second"
echo ...

block trouble
shown './kit run 8 server --reference'
shown './kit run 8 client --reference --port 5001'
shown './kit run 8 server --reference --port 65536'
begin interrupted './kit run 8 server --reference --port 5002'
kill -INT "$(cat interrupted.pid)"
wait "$(cat interrupted.pid)"
status=$?
printf '^C%s\n' "$(later interrupted)" # the terminal writes the ^C
printf '$ echo $?\n%s\n' $status

kill "$(cat server.pid)"
wait "$(cat server.pid)" 2>/dev/null
block limit
begin limited './kit run 8 server --reference --send-timeout 2'
block limit-client
shown 'head -c 67108864 /dev/urandom > big'
printf '$ %s\n' 'time ./kit run 7 --reference --ask --port 5000 < big | wc -c'
(kit run 7 --reference --ask --port 5000 < big | wc -c) 2>&1
echo ...
block limit-server
await limited 2
later limited
block no-limit
printf '$ %s\n' 'time ./kit run 8 client --reference < big | cmp - big && echo same'
# shellcheck disable=SC2094
kit run 8 client --reference < big | cmp - big && echo same
echo ...

kill "$(cat limited.pid)"
wait "$(cat limited.pid)" 2>/dev/null
block now
begin now './kit run 8 server'
block now-client
shown './kit run 8 client < big | cmp - big && echo same'
