# Builds the server into server/target/dist/lib when it is not built or older than its sources. Sourced by
# launch.sh, which knows how to start it. All it prints goes to stderr: stdout belongs to whoever asked.

readonly built=$root/server/target/dist
readonly stamp=$built/built

# Maven's own libraries still use Unsafe; its warning about that is nothing a reader of a build can act on.
maven() {
  need mvn maven
  (cd "$root" && MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" mvn -B -ntp -Dstyle.color=never "$@")
}

# is_stale [MODULE...]: whether what is built is older than the sources of these modules; without any, of all that there
# are. A folder counts too: its time changes when a file in it is removed. What a build writes below sources is none of
# them: it is newer than the build's beginning, so that each call would build again.
is_stale() {
  [ -e "$stamp" ] || return 0
  if [ $# -gt 0 ]; then
    is_newer "$@"
    return
  fi
  [ -n "$(cd "$root" && find pom.xml .mvn ./*/pom.xml ./*/src/main bootstraps \
    console/src console/public console/package-lock.json console/index.html console/vite.config.js \
    -name target -prune -o -newer "$stamp" -print -quit 2> /dev/null)" ]
}

# The same for a few modules without another process, which would take longer than the looking.
is_newer() {
  local module file
  shopt -s globstar dotglob nullglob
  for module in "$@"; do
    for file in "$root/pom.xml" "$root"/.mvn/** "$root/$module/pom.xml" "$root/$module"/src/main/**; do
      if [ "$file" -nt "$stamp" ]; then
        return 0
      fi
    done
  done
  return 1
}

# build_if_stale [MODULE...]: `FUNCGRAPH_BUILT=1` is set where the build is on its way already: in the acceptance tests.
build_if_stale() {
  if [ -n "${FUNCGRAPH_BUILT:-}" ] || ! is_stale "$@"; then
    return
  fi
  mkdir -p "$root/server/target"
  (
    # Two launchers at once build once.
    if command -v flock > /dev/null 2>&1; then
      flock 9
    fi
    if is_stale "$@"; then
      build
    fi
  ) 9> "$root/server/target/build.lock" >&2 || exit 1
}

# The old jars are unlinked first: a server that still runs from them keeps its open files, where jars written over in
# place would crash it; and a jar that a new version replaces must not stay on the class path.
build() {
  local started=$root/server/target/build-started
  say "${0##*/}: building (a first build downloads its libraries, which takes minutes)"
  # Made before the beginning is noted: a folder among the sources that gets another is newer from then on.
  mkdir -p "$root/server/target" "$root"/bootstraps/java/{sdk,worker}/target
  : > "$started"
  rm -rf "$built"
  # The console's own libraries come while Maven is at the floors below it; Maven's part of it then waits for this.
  "$root/console/build.sh" < /dev/null 2> /dev/null 9>&- &
  # Maven resets the colour of a terminal even when it prints nothing else.
  maven -q -pl server -am package -Dmaven.test.skip=true 2>&1 | sed 's/\x1b\[0m//g' >&2 || die "the build failed"
  train "$root/server/target/train.log" \
    || say "${0##*/}: no start-up cache (the training run failed); the server only starts slower"
  train_client "$root/server/target/train-client.log" \
    || say "${0##*/}: no start-up cache for the client (the training run failed); it only starts slower"
  mv "$started" "$stamp"
}
