#!/usr/bin/env bash
#
# build.sh [FOLDER]: builds the console when it is older than its sources, and puts it into FOLDER, when one is named.
# On a machine without Node.js and npm, or when npm cannot fetch what it needs, there is no console, and the server says so
# to whoever asks for it: that is no reason to have no server.

set -euo pipefail

here=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
readonly here
readonly built=$here/target/site
readonly installed=$here/target/installed-lock.json

main() {
  mkdir -p "$here/target"
  exec 9> "$here/target/build.lock"
  # ./funcgraph begins this beside Maven, which then asks for it as well: the second waits for the first.
  if command -v flock > /dev/null 2>&1; then
    flock 9
  fi
  if is_stale; then
    build || say "the console is not built; the server works without it"
  fi
  if [ $# -gt 0 ] && [ -e "$built/files.txt" ]; then
    deliver "$1"
  fi
}

is_stale() {
  [ ! -e "$built/files.txt" ] || [ -n "$(cd "$here" && find src index.html public package.json package-lock.json \
    vite.config.js -newer "$built/files.txt" -print -quit 2> /dev/null)" ]
}

build() {
  if ! command -v node > /dev/null 2>&1 || ! command -v npm > /dev/null 2>&1; then
    say "node or npm is missing: apt-get install nodejs npm"
    return 1
  fi
  cd "$here"
  if ! cmp -s package-lock.json "$installed" || [ ! -d node_modules ]; then
    npm ci --no-audit --no-fund --loglevel=error < /dev/null > target/install.log 2>&1 || {
      tail -n 20 target/install.log >&2
      return 1
    }
    cp package-lock.json "$installed"
  fi
  rm -rf "$built"
  ./node_modules/.bin/vite build --logLevel warn < /dev/null > target/build.log 2>&1 || {
    tail -n 40 target/build.log >&2
    return 1
  }
}

# Only when they differ, since a newer file would make Maven pack the jar again.
deliver() {
  if ! diff -rq "$built" "$1" > /dev/null 2>&1; then
    rm -rf "$1"
    mkdir -p "$1"
    cp -r "$built/." "$1"
  fi
}

say() { printf 'console: %s\n' "$1" >&2; }

main "$@"
