# Builds the server into server/target/dist/lib when it is not built or older than its sources. Sourced by ./funcgraph
# and ./dev after java.sh. All it prints goes to stderr: stdout belongs to whoever asked.

readonly dist=$root/server/target/dist
readonly stamp=$root/server/target/dist/built

# Flags of every server. Serial collection and a small heap because a server idles most of its life and shares the
# machine with the workers; native access for SQLite and epoll; the JVM's own warnings to stderr, since stdout carries
# the `ready` line alone; and a server out of memory ends, rather than lingering half alive.
readonly server_flags=(
  -XX:+UseSerialGC -Xms32m -Xmx512m -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData
  -Xlog:disable -Xlog:all=warning:stderr
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
)

# Flags of every client. It lives for a moment: the optimising compiler would cost more than it gives. The heap has room
# for the largest package, which is not touched by who sends none.
readonly client=$dist/client.args
readonly client_flags=(
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -Xmx512m -XX:-UsePerfData
  -Xlog:disable -Xlog:all=error,aot*=off,cds*=off:stderr
)

# Maven's own libraries still use Unsafe; its warning about that is nothing a reader of a build can act on.
maven() {
  need mvn maven
  (cd "$root" && MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" mvn -B -ntp -Dstyle.color=never "$@")
}

# A folder counts too: its time changes when a file in it is removed.
is_stale() {
  [ ! -e "$stamp" ] || [ -n "$(cd "$root" && find pom.xml .mvn ./*/pom.xml ./*/src/main bootstraps \
    console/src console/public console/package-lock.json console/index.html console/vite.config.js \
    -newer "$stamp" -print -quit 2> /dev/null)" ]
}

# `FUNCGRAPH_BUILT=1` is set where the build is on its way already: in the acceptance tests.
build_if_stale() {
  if [ -n "${FUNCGRAPH_BUILT:-}" ] || ! is_stale; then
    return
  fi
  mkdir -p "$root/server/target"
  (
    # Two launchers at once build once.
    if command -v flock > /dev/null 2>&1; then
      flock 9
    fi
    if is_stale; then
      build
    fi
  ) 9> "$root/server/target/build.lock" >&2 || exit 1
}

# The old jars are unlinked first: a server that still runs from them keeps its open files, where jars written over in
# place would crash it; and a jar that a new version replaces must not stay on the class path.
build() {
  local started=$root/server/target/build-started
  say "${0##*/}: building (a first build downloads its libraries, which takes minutes)"
  mkdir -p "$root/server/target"
  : > "$started"
  rm -rf "$dist"
  # The console's own libraries come while Maven is at the floors below it; Maven's part of it then waits for this.
  "$root/console/build.sh" < /dev/null 2> /dev/null 9>&- &
  # Maven resets the colour of a terminal even when it prints nothing else.
  maven -q -pl server -am package -Dmaven.test.skip=true 2>&1 | sed 's/\x1b\[0m//g' >&2 || die "the build failed"
  train || say "${0##*/}: no start-up cache (the training run failed); the server only starts slower"
  train_client || say "${0##*/}: no start-up cache for the client (the training run failed); it only starts slower"
  mv "$started" "$stamp"
}

# The jars in a fixed order, since the start-up cache holds for one class path alone.
class_path() {
  local jars=("$1"/lib/*.jar)
  local IFS=:
  printf '%s\n' "${jars[*]}"
}

# What the start-up cache was made for: this JDK, these flags, these jars at this place.
cache_key() {
  {
    cat "$JAVA_HOME/release"
    printf '%s\n' "${server_flags[@]}"
    ls -ln --time-style=+%s "$dist"/lib/*.jar
  } 2> /dev/null | cksum
}

# Runs the server once, recording which classes it loads and how, and keeps that as a cache that later starts map in.
train() {
  local cache=$dist/funcgraph.aot
  timeout 120 "$JAVA_HOME/bin/java" "-XX:AOTCacheOutput=$cache" "${server_flags[@]}" \
    -Dfuncgraph.home="$root" -cp "$(class_path "$dist")" funcgraph.server.Main train \
    < /dev/null > "$root/server/target/train.log" 2>&1 && [ -s "$cache" ] || {
    rm -f "$cache"
    return 1
  }
  cache_key > "$cache.key"
}

# The client's jars are few, and each one more is looked into at every start.
client_jars() {
  local jar
  for jar in cli contract jackson-annotations jackson-core-3 jackson-databind jspecify picocli snakeyaml-engine; do
    printf '%s\n' "$dist"/lib/"$jar"*.jar
  done
}

# write_client [FLAG]...: writes what a client is started with, for the JVM to read; quoted, since paths may have blanks.
write_client() {
  local jars half=$client.$$
  jars=$(client_jars | paste -sd: -)
  {
    printf '%s\n' "${client_flags[@]}"
    printf '"%s"\n' "$@" | sed '/^""$/d'
    printf -- '-cp\n"%s"\n' "${jars//\\/\\\\}"
  } > "$half" && mv "$half" "$client"
}

# The same for the client, whose cache the JVM itself compares with its version and the jars, and leaves when they differ.
train_client() {
  local cache=$dist/client.aot
  write_client
  timeout 120 "$JAVA_HOME/bin/java" "-XX:AOTCacheOutput=$cache" "@$client" funcgraph.cli.Training \
    < /dev/null > "$root/server/target/train-client.log" 2>&1 && [ -s "$cache" ] || {
    rm -f "$cache"
    return 1
  }
  write_client "-XX:AOTCache=$cache"
}

# Prints the flag that uses the cache, when there is one and it was made for what runs now.
cache_flag() {
  if [ -s "$dist/funcgraph.aot" ] && [ "$(cat "$dist/funcgraph.aot.key" 2> /dev/null)" = "$(cache_key)" ]; then
    printf '%s\n' "-XX:AOTCache=$dist/funcgraph.aot"
  fi
}
