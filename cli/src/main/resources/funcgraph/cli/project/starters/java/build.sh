#!/bin/sh
# Makes build/hello.jar. `funcgraph dev` deploys it whenever this has made a new one.
set -e
cd "$(dirname "$0")"
rm -rf build
mkdir -p build/classes
javac --release @RELEASE@ -Xlint:-options -proc:none -d build/classes Hello.java
jar --create --file build/hello.jar --date 2000-01-01T00:00:00Z -C build/classes .
