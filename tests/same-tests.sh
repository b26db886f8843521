#!/usr/bin/env bash
# tests/same-tests.sh [LOG]: compares the names of the tests of build/default (Linux; or of
# LOG, which CTest has written there: LastTest.log) and build/wine (Winsock). Each difference
# must be explained in tests/differences.txt: "NAME: reason", where a name that ends in *
# stands for all that begin so.
set -u
cd "$(dirname "$0")/.." || exit 1
names() {
  ctest --test-dir "build/$1" -N | sed -n 's/^ *Test *#[0-9]*: //p' | sort
}
here=$(mktemp -d) && trap 'rm -rf "$here"' EXIT
if [ $# -gt 0 ]; then
  sed -n 's,^[0-9]*/[0-9]* Test: ,,p' "$1" | sort >"$here/linux"
else
  names default >"$here/linux"
fi
names wine >"$here/winsock"
if ! [ -s "$here/linux" ] || ! [ -s "$here/winsock" ]; then
  echo "build and test the presets default and wine first"
  exit 1
fi
unexplained=0
different=0
while read -r name; do
  different=$((different + 1))
  while IFS= read -r line; do
    pattern=${line%%: *}
    # shellcheck disable=SC2254 # the pattern's * is meant
    case $name in $pattern) continue 2 ;; esac
  done <tests/differences.txt
  echo "on one system only, and not explained in tests/differences.txt: $name"
  unexplained=$((unexplained + 1))
done < <(comm -3 "$here/linux" "$here/winsock" | tr -d '\t')
echo "note: $(wc -l <"$here/linux") tests on Linux, $(wc -l <"$here/winsock") on Winsock," \
  "$different on one only, $unexplained unexplained"
[ $unexplained -eq 0 ]
