#!/bin/sh
# Runs the steps of the front end: "install" (npm ci) or "build" (build.mjs).
# Uses the machine's Node when it is new enough, otherwise the one pinned in requirements-node.lock, inside .venv.
set -eu
cd "$(dirname "$0")/.."

machine_has_node() {
    command -v npm >/dev/null 2>&1 &&
        node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' >/dev/null 2>&1
}

if [ -x .venv/bin/node ]; then
    PATH="$PWD/.venv/bin:$PATH"
elif ! machine_has_node; then
    echo "No Node 20 on this machine: installing the pinned one into .venv."
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-node.lock
    PATH="$PWD/.venv/bin:$PATH"
fi
export PATH

case "${1:-}" in
    install) npm ci --no-progress --loglevel=error ;;
    build) node build.mjs ;;
    *) echo "usage: $0 install|build" >&2; exit 2 ;;
esac
