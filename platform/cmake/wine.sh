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

# One server for the whole run makes each start 30 ms instead of 600 ms. It ends by
# itself a minute after the last program. Where one runs already, this changes nothing.
mkdir -p "$WINEPREFIX"
for server in wineserver wineserver64 /usr/lib/wine/wineserver64 /usr/lib/wine/wineserver; do
    if command -v "$server" >/dev/null 2>&1; then
        "$server" --persistent=60 >/dev/null 2>&1 </dev/null || true
        break
    fi
done

# Many tests start at once; one of them makes the folder, the others wait for it.
if [ ! -f "$WINEPREFIX/first-byte-ready" ]; then
    (
        flock 9
        if [ ! -f "$WINEPREFIX/first-byte-ready" ]; then
            wineboot --init >/dev/null 2>&1 9>&-
            : >"$WINEPREFIX/first-byte-ready"
        fi
    ) 9>"$WINEPREFIX/first-byte-lock"
fi
exec wine "$@"
