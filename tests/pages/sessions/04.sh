#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"

block nobody
shown './kit run 4 --reference --port 5000'
block bound
begin bound './kit run 2 --reference --port 5001'
block bound-refuses
shown './kit run 4 --reference --port 5001'
enter bound
block listener
begin server './kit run 3 --reference --port 5002'
block connected
begin client './kit run 4 --reference --port 5002'
if with ss for both-ends; then
  wait_until '[ "$(ss -tan | grep -c "^ESTAB")" = 2 ]' # the server, too, has the last ACK
  block both-ends
  shown 'ss -tan'
fi
enter client
if with strace for calls; then
  block calls
  shown 'strace -e trace=connect,bind,getsockname,getpeername,close build/student/bin/reference/04/main --port 5002' |
    sed -n '/^\$/p; /^connect(/,$p' | grep -v '^+++'
fi
block now-server
begin listener './kit run 3 --port 5000'
block now-client
begin caller './kit run 4 --port 5000'
enter caller

if with tcpdump for packets; then
  block packets
  packets 4
fi
