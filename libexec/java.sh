# Finds the JDK and what else the scripts need. Sourced by ./funcgraph, ./dev and .ci/run; runs nothing by itself.
# Wants `root`, the folder of the checkout.

readonly wanted_java=25

say() { printf '%s\n' "$*" >&2; }

die() {
  say "${0##*/}: $*"
  exit 1
}

# Sets java_version to the feature version of the JDK in $1, or 0. Reads its release file: starting a JVM to ask costs
# 40 ms, and a function that prints costs a process.
find_java_version() {
  local line version=0
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in
        JAVA_VERSION=*)
          version=${line#JAVA_VERSION=}
          version=${version//\"/}
          version=${version%%[!0-9]*}
          break
          ;;
      esac
    done < "$1/release"
  fi
  java_version=${version:-0}
}

# Sets JAVA_HOME to a JDK that is new enough: the caller's own, else the newest where Debian keeps its JVMs.
find_java() {
  local home best='' best_version=0
  if [ -n "${JAVA_HOME:-}" ]; then
    find_java_version "$JAVA_HOME"
    if [ "$java_version" -ge "$wanted_java" ]; then
      export JAVA_HOME
      return
    fi
  fi
  for home in /usr/lib/jvm/*; do
    find_java_version "$home"
    if [ "$java_version" -ge "$wanted_java" ] && [ "$java_version" -gt "$best_version" ]; then
      best=$home
      best_version=$java_version
    fi
  done
  if [ -z "$best" ]; then
    say "${0##*/}: no JDK $wanted_java or newer: JAVA_HOME is '${JAVA_HOME:-}', and /usr/lib/jvm has none."
    die "install one (Debian 13: apt-get install openjdk-25-jdk-headless), or set JAVA_HOME to where it is."
  fi
  export JAVA_HOME=$best
  java_version=$best_version
}

# need COMMAND PACKAGE...: makes sure that COMMAND is there, installing its Debian packages when that is ours to do.
need() {
  local command=$1
  shift
  if command -v "$command" > /dev/null 2>&1; then
    return
  fi
  if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null 2>&1; then
    die "'$command' is missing; install it with: sudo apt-get install $*"
  fi
  say "${0##*/}: '$command' is missing; installing the Debian packages: $*"
  {
    apt-get update -q \
      && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
  } < /dev/null >&2 || die "could not install $*; try it yourself with: apt-get install $*"
}
