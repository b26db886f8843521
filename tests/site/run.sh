#!/bin/sh
# Reads the site as its readers do, in headless Chromium: tests/site/reader.mjs says what is
# looked at. Makes the site first. Installs three packages of npm's into build/site-tests.
set -eu
cd "$(dirname "$0")/../.."
folder=build/site-tests
mkdir -p "$folder"
./kit docs --museum
cp tests/site/*.mjs tests/site/package.json tests/site/package-lock.json "$folder"
(cd "$folder" && npm ci --no-audit --no-fund --silent)
node "$folder/reader.mjs" build/site/html "$@"
