#!/usr/bin/env bash
# tests/bare.sh [root | user]: the two commands of the README, typed as they stand there, on a
# Debian that has nothing: made by debootstrap in build/ci/bare, with this kit in it as a
# clone is. As root, or as a user who may use sudo (root alone could not show that). Green
# is: both end with status 0, and no test was skipped for want of a tool, but for those that
# kit test does not install unasked. What the tests printed stays in build/ci/bare/MODE-tests.log.
#
# Needs root and debootstrap; status 3: not on this machine. The mirror is that of this
# machine's apt. What is mounted is mounted in a namespace of its own: nothing of it is left,
# however this ends.
set -u
cd "$(dirname "$0")/.." || exit 1
mode=${1-root}
case $#:$mode in [01]:root | [01]:user) ;; *)
  echo "usage: tests/bare.sh [root | user]"
  exit 2
  ;;
esac
here=$PWD/build/ci/bare
root=$here/root
not_to_install="for want of chromium"

# --- Outside: may it begin, and what is it made of?

impossible() {
  echo "skipped: no bare machine can be made here: $1"
  exit 3
}

may_begin() {
  [ "$(uname -s)" = Linux ] || impossible "it needs Linux"
  [ "$(id -u)" -eq 0 ] || impossible "it needs root (sudo tests/bare.sh)"
  command -v debootstrap >/dev/null || impossible "there is no debootstrap (apt-get install debootstrap)"
  unshare --mount --pid --fork true 2>/dev/null || impossible "root has no namespaces here"
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
  sources=$(grep -lE "^(Suites:|deb ).*[ /]$release( |\$)" /etc/apt/sources.list \
    /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)
  [ -n "$sources" ] || impossible "apt has no source of $release"
  mirror=$(grep -m 1 -oE '(URIs:|^deb( \[[^]]*\])?) +[^ ]+' "$sources" | grep -oE '[^ ]+$')
}

# A Debian, kept for the next mode of the same run as one file, with the packages that came.
debian() {
  rm -rf "$root"
  mkdir -p "$here/debs/partial"
  if [ -e "$here/base.tar" ]; then
    mkdir -p "$root" && tar xf "$here/base.tar" -C "$root"
    return
  fi
  debootstrap --variant=minbase "$release" "$root" "$mirror" >"$here/debootstrap.log" 2>&1 || {
    tail -n 20 "$here/debootstrap.log"
    echo "debootstrap failed"
    exit 1
  }
  rm -f "$root"/etc/apt/sources.list
  mkdir -p "$root/etc/apt/sources.list.d" "$root/usr/share/keyrings"
  cp "$sources" "$root/etc/apt/sources.list.d/"
  sed -n 's/^Signed-By: *//p' "$sources" | while read -r key; do cp "$key" "$root$key"; done
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  tar cf "$here/base.tar" -C "$root" .
}

# What a clone would have: the files that git knows, as they are now.
clone() {
  mkdir -p "$1" && git -c safe.directory='*' ls-files -z | tar c --null -T - | tar x -C "$1" --no-same-owner
}

# "./kit demo", "./kit test": the block of the README without what it says of them.
commands() {
  sed -n '/^## Two commands/,/^On Windows/p' README.md | sed -n '/^```/,/^```/p' |
    grep '^\./kit' | sed 's/  .*//'
}

# --- Inside, in namespaces of our own: the new root becomes the root.

inside() {
  mount --make-rprivate / &&
    mount --bind "$root" "$root" &&
    mount --bind "$here/debs" "$root/var/cache/apt/archives" &&
    mount -t proc proc "$root/proc" &&
    mount -t tmpfs -o mode=755 dev "$root/dev" || exit
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device" || exit
  done
  mkdir "$root/dev/pts" "$root/dev/shm" &&
    mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts" &&
    mount -t tmpfs -o mode=1777 shm "$root/dev/shm" || exit
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  for stream in 0:stdin 1:stdout 2:stderr; do
    ln -s "/proc/self/fd/${stream%:*}" "$root/dev/${stream#*:}"
  done
  mkdir -p "$root/old"
  cd "$root" && pivot_root . old && cd / || exit
  umount -l /old && rmdir /old || exit
  if [ "$mode" = user ]; then
    type_it su student -s /bin/sh -c
  else
    type_it sh -c
  fi
}

type_it() {
  local line home=/root status=0
  [ "$mode" = root ] || home=/home/student
  while read -r line <&3; do
    printf '\n$ %s\n' "$line"
    local begun=$SECONDS
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=$home TERM=dumb \
      "$@" "cd ~/first-byte && $line" </dev/null 2>&1
    local ended=$?
    echo "-- $line: status $ended after $((SECONDS - begun)) s"
    [ $ended -eq 0 ] || status=1
  done 3</commands
  return $status
}

if [ "${FIRST_BYTE_INSIDE-}" = yes ]; then
  inside
  exit
fi

# Read to its end before it begins: whoever edits this file meanwhile changes nothing.
main() {
  may_begin
  debian
  [ "$(commands | wc -l)" -eq 2 ] || { echo "README.md does not show two commands"; exit 1; }
  commands >"$root/commands"
  if [ "$mode" = user ]; then
    # The machine of somebody who may use sudo has sudo.
    chroot "$root" sh -c 'apt-get update && apt-get install -y --no-install-recommends sudo &&
      useradd -m -s /bin/sh student && echo "student ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/student' \
      >"$here/user.log" 2>&1 || { tail -n 20 "$here/user.log"; exit 1; }
    clone "$root/home/student/first-byte"
    chroot "$root" chown -R student: /home/student
  else
    clone "$root/root/first-byte"
  fi

  said=$here/$mode.log
  FIRST_BYTE_INSIDE=yes unshare --mount --pid --fork --kill-child "$BASH" "$0" "$mode" 2>&1 | tee "$said"
  status=${PIPESTATUS[0]}
  wanting=$(grep -E '^ +[0-9]+  for want of ' "$said" | grep -vF "$not_to_install")
  if [ -n "$wanting" ]; then
    printf 'Tests were skipped although their tools could be had:\n%s\n' "$wanting"
    status=1
  fi
  local home log
  for home in root home/student; do
    log=$root/$home/first-byte/build/default/Testing/Temporary/LastTest.log
    [ ! -e "$log" ] || cp "$log" "$here/$mode-tests.log"
  done
  rm -rf "$root"
  [ "$status" -eq 0 ] && echo "bare, as $mode: both commands ended well"
  return "$status"
}
main; exit
