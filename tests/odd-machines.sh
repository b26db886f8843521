#!/usr/bin/env bash
# tests/odd-machines.sh [WAY...]: the tests on machines that lack something or are set up in
# an unusual way: none may fail, and none may wait for what cannot come. A way is
#
#   TOOL            the machine without this tool: the names are those of kit dev tools
#   all-tools       without any of them
#   no-terminal no-namespaces no-ipv6 home-unset home-read-only umask-077 umask-000
#   locale-c locale-utf8 tmpdir
#
# Without WAY: all of them, each tool alone. The first, all-tools, runs every test but the
# corpus; the others those that care: what all-tools has skipped, the programs' tests, and
# those of kit. After ./kit test, or a build of the preset default.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$PWD/build/default
work=$PWD/build/odd-machines
kit=$build/bin/kit
export FIRST_BYTE_ROOT=$PWD
if ! [ -x "$kit" ]; then
  echo "nothing is built in build/default: run ./kit test first"
  exit 1
fi
mkdir -p "$work"
tools=()
while IFS=: read -r name _; do tools+=("$name"); done < <("$kit" dev tools)
ways=(no-terminal no-namespaces no-ipv6 home-unset home-read-only umask-077 umask-000
  locale-c locale-utf8 tmpdir)

# What kit's own tests have built was built by the compiler that is in path_without's folder.
forget() {
  rm -rf "$work/path"
  local copy=$build/tests/grader/tests/copy
  ! grep -qsF "$work" "$copy"/build/*/CMakeCache.txt || rm -rf "$copy"
}
trap forget EXIT

# A folder with every program of PATH but these.
path_without() {
  local folder=$work/path program directory
  rm -rf "$folder" && mkdir "$folder"
  IFS=: read -r -a directories <<<"$PATH"
  for directory in "${directories[@]}"; do
    for program in "$directory"/*; do
      [ -e "$folder/${program##*/}" ] || ln -s "$program" "$folder/" 2>/dev/null
    done
  done
  for program; do rm -f "${folder:?}/$program"; done
  echo "$folder"
}

# Those that a way may touch: what needs a tool, and what has programs, files and terminals.
# Of the grader's, which take minutes, the quick ones that start tools of their own.
cares() {
  printf '%s' '^(lesson-08|kit|lesson/sessions_of|platform\.(seam_cost|.*ipv6|.*IPv6)|grading\.(formats|class_page|report_page|confined_tools|jail))'
}

bad=0
# run NAME COMMAND...: the tests under a command that sets up the way.
run() {
  local name=$1 log=$work/$1.log start=$SECONDS filter=(-R "$(cares)")
  shift
  [ "$name" != all-tools ] || filter=()
  "$@" ctest --test-dir "$build" -LE '^corpus$' "${filter[@]}" -j "$(nproc)" --timeout 120 \
    --output-on-failure </dev/null >"$log" 2>&1
  local status=$?
  [ $status -eq 0 ] || bad=$((bad + 1))
  printf '%-20s %s, %d skipped, %d s%s\n' "$name" \
    "$(grep -oE '[0-9]+% tests passed, .*' "$log" || echo 'no test has run')" \
    "$(grep -c '\*\*\*Skipped' "$log")" $((SECONDS - start)) \
    "$([ $status -eq 0 ] || echo " FAILED: $log")"
}

left_out() { printf '%-20s left out: %s\n' "$1" "$2"; }

own_namespaces() { if [ "$(id -u)" -eq 0 ]; then unshare "$@"; else unshare -r "$@"; fi; }
export -f own_namespaces

without_tool() {
  local programs
  programs=$("$kit" dev tools | sed -n "s/^$1: //p")
  # shellcheck disable=SC2086 # several
  run "$1" env PATH="$(path_without $programs)"
}

one_way() {
  case $1 in
  all-tools)
    # shellcheck disable=SC2046 # several
    run all-tools env PATH="$(path_without $("$kit" dev tools | sed 's/^[^:]*: //'))"
    ;;
  no-terminal) # nothing to open one with
    own_namespaces --mount true 2>/dev/null || { left_out "$1" "no namespace here"; return; }
    run "$1" own_namespaces --mount sh -c 'mount -t tmpfs none /dev/pts && exec "$@"' sh
    ;;
  no-namespaces) # as in a container: the kernel refuses more
    unshare --user --map-root-user true 2>/dev/null || { left_out "$1" "there are none"; return; }
    run "$1" unshare --user --map-root-user sh -c \
      'echo 0 >/proc/sys/user/max_user_namespaces && echo 0 >/proc/sys/user/max_net_namespaces && exec "$@"' sh
    ;;
  no-ipv6)
    own_namespaces --net true 2>/dev/null || { left_out "$1" "no namespace here"; return; }
    run "$1" own_namespaces --net sh -c \
      'echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6; ip link set lo up && exec "$@"' sh
    ;;
  home-unset) run "$1" env -u HOME ;;
  home-read-only) run "$1" env HOME=/proc/1 ;;
  umask-077) run "$1" sh -c 'umask 077 && exec "$@"' sh ;;
  umask-000) run "$1" sh -c 'umask 000 && exec "$@"' sh ;;
  locale-c) run "$1" env LANG=C LC_ALL=C ;;
  locale-utf8) run "$1" env LANG=C.UTF-8 LC_ALL=C.UTF-8 ;;
  tmpdir)
    local odd
    odd=$(mktemp -d) # not below the project, which kit would find from there
    chmod 755 "$odd"
    mkdir "$odd/a folder; (odd) 'quoted'"
    run "$1" env TMPDIR="$odd/a folder; (odd) 'quoted'"
    rm -rf "$odd"
    ;;
  *)
    if printf '%s\n' "${tools[@]}" | grep -qxF -- "$1"; then
      without_tool "$1"
    else
      echo "there is no way $1; there are: all-tools ${tools[*]} ${ways[*]}"
      exit 2
    fi
    ;;
  esac
}

[ $# -gt 0 ] || set -- all-tools "${tools[@]}" "${ways[@]}"
for way; do one_way "$way"; done
[ $bad -eq 0 ]
