# What the scripts of the sessions share. Each prints the terminal sessions that a lesson
# shows, block by block, by running them: tests/pages/sessions.cpp compares. BIN is the
# build's bin folder. They have a network of their own, so every port is free.
# shellcheck shell=bash disable=SC2034 # what the scripts use
set -u
export LC_ALL=C
# Whoever started this may have left descriptors open; a reader's terminal has three.
for descriptor in /proc/self/fd/*; do
  descriptor=${descriptor##*/}
  if [ "$descriptor" -gt 2 ] && [ "$descriptor" -lt 255 ]; then eval "exec $descriptor>&-"; fi
done
bin=${BIN:?the bin folder of a build}
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
ip link set lo up
# A late ACK of a closed side is answered with a RST, which would end a TIME-WAIT now and then
# (RFC 1337). In this network it does not.
sure_time_wait() { echo 1 >/proc/sys/net/ipv4/tcp_rfc1337; } 2>/dev/null
sure_time_wait

# "./kit run 3 --reference": the program that kit would start.
# With `without_privilege=1` before it: ports below 1024 are not for it.
kit() {
  shift
  local number=0$1 program=main
  shift
  case ${1-} in server | client) program=$1 && shift ;; esac
  local words=() word
  for word; do
    [ "$word" = --reference ] || words+=("$word")
  done
  exec ${without_privilege:+setpriv --bounding-set -net_bind_service} \
    "$bin/reference/$number/$program" ${words[@]+"${words[@]}"}
}

# The words of a page, with what they mean here. `for_a_time='sleep 1' means='wait'`: what a
# page gives a time, a reader's machine being idle, is here a wait for what has to happen.
for_a_time='' means=''
meant() {
  local text=${1//.\/kit run/kit run}
  [ -z "$for_a_time" ] || text=${text//"$for_a_time"/$means}
  printf '%s' "${text//build\/student\/bin/$bin}"
}

block() { printf '== %s\n' "$1"; }

# Whether this machine has a tool, of the kind that the pages talk of, and lets it work.
why_not() {
  if ! command -v "$1" >/dev/null; then
    echo "there is no $1 here"
  elif [ "$1" = nc ] && ! nc -h 2>&1 | grep -q '^[^[:alnum:]]*-N'; then
    echo "this nc has no option -N, as OpenBSD's has"
  elif [ "$1" = strace ] && ! strace -o /dev/null true 2>/dev/null; then
    echo "strace may not look at a program here"
  elif [ "$1" = sure_time_wait ] && ! sure_time_wait; then
    echo "a RST may end a TIME-WAIT in this network"
  fi
}

# "if with nc ss for full-server full; then ... fi": whether these tools are here; where one
# is not, the blocks are skipped, and say so.
with() {
  local tool name why=''
  while [ "$1" != for ]; do
    tool=$(why_not "$1")
    [ -z "$tool" ] || why+="${why:+; }$tool"
    shift
  done
  shift
  [ -n "$why" ] || return 0
  for name; do
    block "$name"
    echo "skipped: $why"
  done
  return 1
}

# Waits until a command succeeds. What has not happened after twenty seconds never will:
# the script ends.
wait_until() {
  local end=$((SECONDS + 20))
  until eval "$1"; do
    [ $SECONDS -lt $end ] || { echo "waited in vain until: $1"; kill -TERM $$; exit 1; }
    sleep 0.01 # between two looks
  done
}

# Runs a program until it has printed a line with this text, and ends it.
until_it_prints() {
  local text=$1 out=$work/until-it-prints
  shift
  : >"$out"
  "$@" <&0 >"$out" &
  local program=$!
  wait_until "grep -q $(printf %q "$text") $(printf %q "$out")"
  kill $program
  wait $program 2>/dev/null
  cat "$out"
}
export work
export -f wait_until

# What passes between the programs of a lesson, by kit itself: "packets 4". In the network
# of the session root's rights are not whole, so that kit makes one of its own; it says so
# on standard error, which is no part of the page.
packets() {
  local out status
  [ -x "$bin/kit" ] || { echo "skipped: this build has no kit"; return; }
  out=$(FIRST_BYTE_ROOT=$(dirname "$0")/../../.. "$bin/kit" packets "$1" --reference \
    --build "$bin/.." 2>"$work/why-no-packets")
  status=$?
  if [ $status -eq 3 ]; then
    printf 'skipped: %s\n' "$(tr '\n' ' ' <"$work/why-no-packets")"
    return
  fi
  printf '$ ./kit packets %s --reference\n%s\n' "$1" "$out"
  [ $status -eq 0 ] || cat "$work/why-no-packets"
}

# A command to its end, as a page shows it.
shown() {
  printf '$ %s\n' "$1"
  (eval "$(meant "$1")") 2>&1
}

# A command that goes on in the background, its input open until `enter`, and its first
# lines (one; 0: none). What it prints stands in $work/NAME.
begin() {
  local name=$1 fifo=$work/$1.in
  printf '$ %s\n' "$2"
  mkfifo "$fifo"
  : >"$work/$name"
  # shellcheck disable=SC2294 # the words of a page
  (eval "$(meant "$2")") <"$fifo" >"$work/$name" 2>&1 &
  printf '%s' "$!" >"$work/$name.pid"
  exec {held}>"$fifo"
  eval "held_$name=\$held"
  await "$name" "${3-1}"
  head -n "${3-1}" "$work/$name"
}

# Waits until a background program has printed so many lines, or has ended.
await() { wait_until "has_printed '$1' $2"; }
has_printed() {
  local pid='' whole=0
  pid=$(<"$work/$1.pid")
  kill -0 "$pid" 2>/dev/null || return 0
  while read -r; do whole=$((whole + 1)); done <"$work/$1" # a line without its end is none
  [ $whole -ge "$2" ]
}

# shellcheck disable=SC2154
# Ends the input of a background program, which is as good as Enter, and waits for its end.
enter() {
  local held
  eval "held=\$held_$1"
  eval "exec $held>&-"
  wait "$(cat "$work/$1.pid")" 2>/dev/null
}

# What it printed after the first lines.
later() { tail -n "+$((${2-1} + 1))" "$work/$1"; }
