# How a server and a client are started, from a checkout as from a package. Sourced after java.sh; wants `root`.
#
# A package has a runtime image of its own in runtime/ and the jars in lib/; a checkout has what build.sh makes, and a JDK.
# `prepare [MODULE...]` sets JAVA_HOME and makes sure that there is something to start, made of what those modules are now.

if [ -x "$root/runtime/bin/java" ]; then
  dist=$root
  # Not exported: functions in Java need a JDK, which the image is not.
  prepare() {
    unset JAVA_HOME
    JAVA_HOME=$root/runtime
  }
else
  source "$root/libexec/build.sh"
  dist=$built
  prepare() {
    find_java
    build_if_stale "$@"
  }
fi

# Flags of every server. Serial collection and a small heap because a server idles most of its life and shares the
# machine with the workers. A young generation of 24 MB, which under load is collected a third as often as one of 8, and
# room for classes, since a full collection for their sake held up all calls for 120 ms. Native access for SQLite and
# epoll; the JVM's own warnings to stderr, since stdout carries the `ready` line alone; and a server out of memory ends,
# rather than lingering half alive.
readonly server_flags=(
  -XX:+UseSerialGC -Xms48m -Xmn24m -Xmx512m -XX:MetaspaceSize=128m -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData
  -Xlog:disable -Xlog:all=warning:stderr
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
)

# What a client is made of. To look at all sources, at each call, takes 30 ms, and a client has no use for a new server.
readonly client_modules=(cli contract)

# Flags of every client. It lives for a moment: the optimising compiler would cost more than it gives. The heap has room
# for the largest package, which is not touched by who sends none. Native access is for the keys that `top` hears.
client=$dist/client.args
readonly client_flags=(
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -Xmx512m -XX:-UsePerfData
  -Xlog:disable -Xlog:all=error,aot*=off,cds*=off:stderr --enable-native-access=ALL-UNNAMED
)

# The jars in a fixed order, since the start-up cache holds for one class path alone.
class_path() {
  local jars=("$1"/lib/*.jar)
  local IFS=:
  printf '%s\n' "${jars[*]}"
}

# What the start-up cache was made for: this JDK, these flags, these jars. Where they lie does not matter: the JVM compares
# names, sizes and times of the jars behind what their paths have in common, and so a package may be unpacked anywhere.
cache_key() {
  {
    cat "$JAVA_HOME/release"
    printf '%s\n' "${server_flags[@]}"
    (cd "$dist" && stat -c '%n %s %Y' lib/*.jar)
  } 2> /dev/null | cksum
}

# Of both training runs. By itself the JVM (25 and 26) also puts machine code into a cache, made for the processor that it
# trains on, and later runs it on any other: where that one knows fewer instructions, SIGILL ends the server.
readonly training_flags=(-XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching)

# Has the kernel forget what it holds of a file that has just been written. The JVM writes a cache in small pieces, which
# stay in memory as small pages; mapped from those, code that runs rarely took twice as long (first calls 12 to 15 ms, not 7
# to 8) as from the large ones that the file is read back into.
drop_pages() {
  sync "$1" && dd "if=$1" iflag=nocache count=0 status=none || true
} 2> /dev/null

# Runs the server once, recording which classes it loads and how, and keeps that as a cache that later starts map in.
train() {
  local cache=$dist/funcgraph.aot
  timeout 300 "$JAVA_HOME/bin/java" "-XX:AOTCacheOutput=$cache" "${training_flags[@]}" "${server_flags[@]}" \
    -Dfuncgraph.home="$root" -cp "$(class_path "$dist")" funcgraph.server.Main train \
    < /dev/null > "$1" 2>&1 && [ -s "$cache" ] || {
    rm -f "$cache"
    return 1
  }
  drop_pages "$cache"
  cache_key > "$cache.key"
}

# Sets client_jars, the words that say which jars a client has; they are few, and each one more is looked into at every
# start. picocli's classes are of a form so old that the start-up cache leaves them out; loaded beside the JDK's own they
# are at least not verified at each start, which took 50 ms.
find_client_jars() {
  local jar jars=()
  for jar in cli contract jackson-annotations jackson-core-3 jackson-databind jspecify snakeyaml-engine; do
    jars+=("$dist"/lib/"$jar"*.jar)
  done
  local IFS=:
  client_jars=("-Xbootclasspath/a:$(printf %s "$dist"/lib/picocli*.jar)" -cp "${jars[*]}")
}

# write_client [FLAG]...: writes what a client is started with, for the JVM to read; quoted, since paths may have blanks.
write_client() {
  local client_jars half=$client.$$ word
  find_client_jars
  for word in "${client_flags[@]}" "$@" "${client_jars[@]}"; do
    printf '"%s"\n' "${word//\\/\\\\}"
  done > "$half" && mv "$half" "$client"
}

# The same for the client, whose cache the JVM itself compares with its version and the jars, and leaves when they differ.
train_client() {
  local cache=$dist/client.aot
  write_client
  timeout 300 "$JAVA_HOME/bin/java" "-XX:AOTCacheOutput=$cache" "${training_flags[@]}" "@$client" funcgraph.cli.Training \
    < /dev/null > "$1" 2>&1 && [ -s "$cache" ] || {
    rm -f "$cache"
    return 1
  }
  drop_pages "$cache"
  write_client "-XX:AOTCache=$cache"
}

# Prints the flag that uses the cache, when there is one and it was made for what runs now.
cache_flag() {
  if [ -s "$dist/funcgraph.aot" ] && [ "$(cat "$dist/funcgraph.aot.key" 2> /dev/null)" = "$(cache_key)" ]; then
    printf '%s\n' "-XX:AOTCache=$dist/funcgraph.aot"
  fi
}
