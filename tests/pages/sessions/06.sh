#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"
cd "$work" || exit

block two-pieces
begin server 'strace -e trace=accept4,recvfrom,sendto build/student/bin/reference/06/main --port 5007'
block two-pieces-client
shown "(printf 'hello '; sleep 0.3; printf 'world') | nc -N 127.0.0.1 5007"
echo # behind what has no line end
block two-pieces-calls
enter server
later server | grep -v '^+++'
block blob
begin large './kit run 6 --reference --port 5006' >/dev/null
shown 'head -c 1000000 /dev/urandom > blob'
shown 'nc -N 127.0.0.1 5006 < blob | cmp - blob && echo same'
enter large
block reset
begin reset './kit run 6 --reference --port 5008'
# Who closes with bytes unread resets the connection: here, the echo.
exec {client}<>/dev/tcp/127.0.0.1/5008
printf hello >&"$client"
until ss -tan | grep -q 'ESTAB *5 .*:5008 *$'; do :; done
exec {client}>&-
enter reset
later reset
