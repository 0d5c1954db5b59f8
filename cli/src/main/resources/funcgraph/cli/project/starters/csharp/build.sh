#!/bin/sh
# Makes build/Hello.dll with Mono's compiler (Debian: mono-mcs) against a .NET Core that `funcgraph runtimes install` has
# fetched into FUNCGRAPH_RUNTIMES_DIRECTORY, or else into the data directory of a server started here.
set -e
cd "$(dirname "$0")"
runtimes=${FUNCGRAPH_RUNTIMES_DIRECTORY:-funcgraph-data/runtimes}
core=$(find "$runtimes" -name System.Private.CoreLib.dll | sort | head -n 1)
common=$(find "$runtimes" -name HC.Serverless.Function.Common.dll | sort | head -n 1)
if [ -z "$core" ] || [ -z "$common" ]; then
  echo "no .NET Core in $runtimes: funcgraph runtimes install 'C#(.NET Core 2.0)'" >&2
  exit 1
fi
shared=$(dirname "$core")
mkdir -p build
mcs -nostdlib -noconfig -target:library -r:"$core" -r:"$shared/System.Runtime.dll" \
  -r:"$shared/System.Runtime.Extensions.dll" -r:"$common" -out:build/Hello.dll Hello.cs
