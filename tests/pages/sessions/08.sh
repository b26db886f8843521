#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"
cd "$work" || exit

block server
begin server './kit run 8 server --reference'
block client
shown "printf 'hello\n' | ./kit run 8 client --reference"
block strangers
shown "printf 'hello\n' | nc -N 127.0.0.1 5000"
shown "echo 'from curl' | curl -s -m 2 telnet://127.0.0.1:5000"

block one-after-another
printf '$ %s\n' "(printf 'one\n'; sleep 3; printf 'two\n') | ./kit run 8 client --reference &"
(printf 'one\n'; sleep 3; printf 'two\n') | kit run 8 client --reference >first &
first=$!
until ss -tan | grep -q 'ESTAB.*:5000 *$'; do :; done
printf '$ %s\n' "time printf 'three\n' | ./kit run 8 client --reference"
second=$(printf 'three\n' | kit run 8 client --reference)
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
