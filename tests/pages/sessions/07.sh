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
block after
shown "ss -tan '( sport = :5009 or dport = :5009 )'"

begin traced 'strace -e trace=network,close build/student/bin/reference/07/main --port 5009' 0 >/dev/null
until ss -tln | grep -q ':5009 '; do :; done
block client-calls
printf 'goodbye' |
  strace -e trace=network,close -o client "$bin/reference/07/main" --ask --port 5009 >/dev/null
sed -n '/^connect(/,$p' client | grep -v '^+++'
block server-calls
enter traced
sed -n '/^accept4(/,$p' traced | grep -Ev '^(\+\+\+|echoed)'

block half-closed-server
begin half './kit run 3 --reference --port 5000'
block half-closed
printf '$ %s\n' "printf 'anyone?' | nc -N 127.0.0.1 5000 &"
{ printf 'anyone?' | nc -N 127.0.0.1 5000; } {held}>&- & # not with the server's input
until ss -tan | grep -q 'FIN-WAIT-2'; do :; done
shown "ss -tan '( sport = :5000 or dport = :5000 )'"
enter half

begin silent './kit run 7 --reference --port 5011' >/dev/null
block silent
shown "printf 'hi' | timeout 2 nc 127.0.0.1 5011"
echo # behind what has no line end

# The client's FIN and the server's echo pass each other: which is first is the moment's,
# and the page shows one of the orders.
shown_order='client SYN, server SYN-ACK, client ACK, client PSH-ACK, server ACK, client FIN-ACK, server PSH-ACK, client ACK, server FIN-ACK, client ACK, '
for _ in $(seq 100); do
  packets 7 >seen
  [ "$(awk '$1 ~ /^[0-9]+\.[0-9]+$/ { printf "%s %s, ", $2, $3 }' seen)" = "$shown_order" ] && break
  grep -q '^skipped: ' seen && break
done
block packets
cat seen
block now
begin now './kit run 7 --port 5000'
client=$(shown "printf 'Is anybody there?' | ./kit run 7 --ask --port 5000")
enter now
later now
block now-client
printf '%s\n' "$client"
