#!/bin/sh
# wine.sh FOLDER PROGRAM [ARGUMENTS]: runs a Windows program under Wine, quietly, with its
# own Windows folder: WINEPREFIX where that is set, else FOLDER.
#
# To end the Wine server that stays for a minute: WINEPREFIX=FOLDER wineserver -k
set -eu
folder=$1
shift
WINEDEBUG=${WINEDEBUG:--all}
WINEPREFIX=${WINEPREFIX:-$folder}
# Wine looks for Mono and Gecko when it makes its folder, and would ask to fetch them.
WINEDLLOVERRIDES=${WINEDLLOVERRIDES:-mscoree,mshtml=}
export WINEDEBUG WINEPREFIX WINEDLLOVERRIDES

# One server for the whole run makes each start 30 ms instead of 600 ms; it ends by itself
# a minute after the last program. Whoever starts it also lets Wine make its folder and
# start its services, away from our output: they would hold a pipe that CTest reads to its
# end. Many tests start at once, so the others wait.
mkdir -p "$WINEPREFIX"
(
    flock 9
    if wineserver --persistent=60 9>&- || [ ! -f "$WINEPREFIX/first-byte-ready" ]; then
        wineboot --init 9>&- || true
        : >"$WINEPREFIX/first-byte-ready"
    fi
) 9>"$WINEPREFIX/first-byte-lock" </dev/null >/dev/null 2>&1 ||
    echo "wine.sh: could not prepare $WINEPREFIX" >&2
# Wine wants one page at a fixed address (0x7ffe0000). Once in about 1500 starts, Linux has
# put something else there by its random layout, and Wine ends before it has said a word.
if setarch -R true 2>/dev/null; then
    exec setarch -R wine "$@"
fi
exec wine "$@"
