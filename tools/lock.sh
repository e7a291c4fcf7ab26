#!/bin/sh
# Writes the two locks anew: exact versions with the hashes of every wheel, for all systems and Pythons at once.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
compile() {
    name=$1; shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links pyproject.toml --extra server "$@" --output-file "locks/$name.txt"
}
compile run --group build
compile develop --group build --group dev --constraints locks/run.txt
