#!/usr/bin/env bash
# shellcheck source=session.sh
. "$(dirname "$0")/session.sh"

block now
begin now './kit run 3 --port 5000'
enter now
block run
begin server './kit run 3 --reference --port 5000'
if with ss for listening; then
  block listening
  shown 'ss -tln'
fi
if with nc ss for nc established; then
  block nc
  begin client 'nc -v 127.0.0.1 5000'
  # shellcheck disable=SC2154
  echo hi >&"$held_client"
  echo hi # what was typed
  wait_until "ss -tan | grep -q 'ESTAB *3'"
  block established
  shown 'ss -tan'
fi
block second
shown './kit run 3 --reference --port 5000'
if with strace for second-bind; then
  block second-bind
  strace -e trace=bind "$bin/reference/03/main" --port 5000 2>&1 </dev/null | grep '^bind'
fi
