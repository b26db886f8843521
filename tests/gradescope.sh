#!/usr/bin/env bash
# The Gradescope package as its host would use it: in a bare Debian 12 made by debootstrap,
# setup.sh is run once and run_autograder for a right, a wrong and a hostile submission.
#
#   tests/gradescope.sh [KIT]    KIT is a built kit (build/default/bin/kit)
#
# Needs root, debootstrap and the network. What it does not show: the host's containers,
# which may allow no user namespaces, and so no jail.
set -euo pipefail
cd "$(dirname "$0")/.."
kit=$(realpath "${1:-build/default/bin/kit}")
[ "$(id -u)" -eq 0 ] || { echo "note: gradescope.sh needs root: not run"; exit 0; }
here=$(mktemp -d)
chmod 755 "$here"
bare=$here/debian
finish() {
  umount -l "$bare/proc" "$bare/dev" 2>/dev/null || true
  rm -rf --one-file-system "$here"
}
trap finish EXIT

debootstrap --variant=minbase bookworm "$bare" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" \
  >"$here/debootstrap.log" || { tail "$here/debootstrap.log"; exit 1; }
if [ -n "${http_proxy:-}" ]; then
  echo "Acquire::http::Proxy \"$http_proxy\";" >"$bare/etc/apt/apt.conf.d/99proxy"
fi
cp /etc/resolv.conf "$bare/etc/resolv.conf"
mount -t proc proc "$bare/proc"
mount --rbind /dev "$bare/dev"
mount --make-rslave "$bare/dev"

# inside COMMAND...: with the bare Debian as the root. Not by chroot: where a process was
# put by that, it may make no user namespace.
inside() {
  # shellcheck disable=SC2016 # the inner shell's own
  unshare --mount --propagation private sh -ec '
    root=$1
    shift
    mount --rbind "$root" "$root"
    cd "$root"
    mkdir -p old
    pivot_root . old
    umount -l old
    exec "$@"' sh "$bare" "$@"
}

"$kit" package gradescope "$here/package.zip" --lessons 1,8 --feedback hint
mkdir -p "$bare/autograder/source" "$bare/autograder/results"
(cd "$bare/autograder/source" && cmake -E tar xf "$here/package.zip")
inside bash /autograder/source/setup.sh >"$here/setup.log" 2>&1 ||
  { tail -n 30 "$here/setup.log"; exit 1; }

# score SUBMISSION...: what run_autograder gives for files of lesson 01 and 08.
score() {
  rm -rf "$bare/autograder/submission" "$bare/autograder/results/results.json"
  mkdir "$bare/autograder/submission"
  cp "$@" "$bare/autograder/submission"
  inside bash /autograder/source/run_autograder >"$here/run.log" 2>&1
  cat "$here/run.log" >&2
  grep -o '^{"score": [0-9.]*' "$bare/autograder/results/results.json" | cut -d' ' -f2
}
right=$(score solutions/01-socket/socket.cpp solutions/08-echo/*.?pp)
wrong=$(score tests/submissions/wrong/01-closed-twice/socket.cpp)
hostile=$(score tests/submissions/hostile/08-kills/*.cpp)
echo "right $right of 30, wrong $wrong, hostile $hostile"
[ "$right" = 30 ] && [ "$hostile" = 0 ] && [ "${wrong%.*}" -lt 10 ] && [ "$wrong" != 0 ]
