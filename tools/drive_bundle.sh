#!/bin/sh
# Lets the bundled application drive itself through the main job, against a company started from the environment.
set -eu
cd "$(dirname "$0")/.."
line=build/company
rm -f "$line"
mkfifo "$line"
.venv/bin/sigap demo --serve --json >"$line" &
company=$!
trap 'kill "$company"; wait "$company" || true; rm -f "$line"' EXIT
QT_QPA_PLATFORM=offscreen build/bundle/sigap/sigap tour --company - --out build/tour-of-the-bundle <"$line"
