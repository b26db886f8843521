#!/usr/bin/env bash
# Gradescope runs this once, as root, when it makes the course's image: what the grader
# needs, and the grader itself. Debian 12 or Ubuntu 24.04.
set -euo pipefail
cd "$(dirname "$0")/kit"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends \
  g++ cmake ninja-build libgtest-dev bubblewrap util-linux binutils \
  netcat-openbsd socat curl
cmake --preset student
cmake --build --preset student --target kit grading
