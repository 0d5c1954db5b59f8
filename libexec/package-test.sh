# Installs each package where nothing of this machine is but Debian's smallest root, starts it as its users would, calls a
# Python function, stops it. Sourced by ./dev after package.sh; wants root and packages in dist/.

readonly test_port=18753

# Lets a JVM say how much machine code it finds in its start-up cache.
readonly tell_code=-Xlog:aot+codecache+init=info:stderr

test_packages() {
  local version
  version=$(package_version)
  [ -e "$packages/funcgraph-$version.tar.gz" ] || die "no packages in dist/; make them with: ./dev package"
  make_root
  arena=$workshop/arena
  (cd "$packages" && sha256sum --quiet -c SHA256SUMS) || die "the packages are not those of SHA256SUMS"
  clear_arena "$arena"
  # A server that is still there ends with unshare, which takes no lighter signal while it waits.
  trap 'jobs -p | xargs -r kill -9 2> /dev/null || true; wait; clear_arena "$arena"' EXIT

  say "tar.gz: unpacked by itself into a path with a blank"
  cp -a "$clean_root" "$arena/tar"
  mkdir -p "$arena/tar/opt/some place"
  tar -C "$arena/tar/opt/some place" -xzf "$packages/funcgraph-$version.tar.gz"
  start_and_call "$arena/tar" "/opt/some place/funcgraph-$version/bin/funcgraph" --data /var/data \
    --port "$test_port"

  say "Debian package: installed with dpkg, started with the unit's own command line and capabilities"
  cp -a "$clean_root" "$arena/deb"
  cp "$packages"/funcgraph_*.deb "$arena/deb/tmp/funcgraph.deb"
  chroot "$arena/deb" dpkg -i /tmp/funcgraph.deb > "$workshop/dpkg.log" 2>&1 || die "dpkg failed, see $workshop/dpkg.log"
  local unit=$arena/deb/usr/lib/systemd/system/funcgraph.service line
  line=$(sed -n 's/^ExecStart=//p' "$unit")
  capabilities=$(sed -n 's/^CapabilityBoundingSet=//p' "$unit" | tr 'A-Z ' 'a-z,' | sed 's/cap_/+/g')
  # shellcheck disable=SC2086
  set -- $line
  [ "$2" = serve ] || die "ExecStart does not serve: $line"
  start_and_call "$arena/deb" "$1" "${@:3}" --port "$test_port"
  capabilities=
  chroot "$arena/deb" dpkg --purge funcgraph > "$workshop/dpkg.log" 2>&1 || die "purging failed, see $workshop/dpkg.log"
  [ ! -e "$arena/deb/usr/lib/funcgraph" ] || die "the removed package left files behind"
  [ -d "$arena/deb/var/lib/funcgraph" ] || die "the purged package took the functions along"

  say "OCI image: digests checked, layers unpacked, started with its own entry point"
  config=$(python3 "$root/libexec/oci.py" unpack "$packages/funcgraph-$version-oci.tar" "$arena/image")
  python3 -c 'import json, sys; c = json.loads(sys.argv[1]); print("\n".join(c["Entrypoint"] + c["Cmd"]))' "$config" \
    > "$workshop/command"
  mapfile -t command < "$workshop/command"
  [ "${command[1]}" = serve ] || die "the image does not serve: ${command[*]}"
  # As engines give it to each container.
  printf '127.0.0.1 localhost %s\n' "$(hostname)" > "$arena/image/etc/hosts"
  # Its own port may be taken on this machine.
  local word before='' words=()
  for word in "${command[@]:2}"; do
    [ "$before" != --port ] || word=$test_port
    words+=("$word")
    before=$word
  done
  start_and_call "$arena/image" "${command[0]}" "${words[@]}"
  (cd "$packages" && du -h -- *) >&2
  say "all packages work"
}

# start_and_call ROOT LAUNCHER ARG...: serving on the test's port, in a mount and process space of its own.
start_and_call() {
  local place=$1 launcher=$2 began ready
  shift 2
  local wanted=(env)
  [ -z "${capabilities:-}" ] || wanted=(setpriv "--bounding-set=-all,$capabilities")
  : > "$workshop/out"
  began=$(date +%s%N)
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "FUNCGRAPH_JAVA_OPTS=$tell_code" \
    unshare --mount --pid --fork --kill-child bash -c '
    set -e
    place=$1
    mount --bind "$place" "$place"
    for each in proc sys dev tmp; do mkdir -p "$place/$each"; done
    mount -t proc proc "$place/proc"
    mount --rbind /sys "$place/sys"
    mount --rbind /dev "$place/dev"
    mount -t tmpfs tmpfs "$place/tmp"
    shift
    cd "$place"
    exec chroot "$place" "$@"' start "$place" "${wanted[@]}" "$launcher" serve "$@" \
    > "$workshop/out" 2> "$workshop/err" &
  local pid=$!
  for _ in $(seq 600); do
    ready=$(head -n 1 "$workshop/out")
    [ -z "$ready" ] || break
    kill -0 "$pid" 2> /dev/null || break
    sleep 0.1
  done
  [ -n "$ready" ] || die "it did not start, see $workshop/err"
  say "  ready after $((($(date +%s%N) - began) / 1000000)) ms"
  credentials=$(find "$place" -name credentials.json -not -path '*/proc/*' -print -quit)
  python3 "$root/libexec/call.py" "http://127.0.0.1:$test_port" "$credentials" \
    || { kill "$pid"; die "the call failed, see $workshop/err"; }
  ! grep -n 'no start-up cache\|AOT cache\|aot.*[Mm]ismatch' "$workshop/err" >&2 || die "the start-up cache does not fit"
  check_code "$workshop/err"
  local server
  server=$(pgrep -P "$pid")
  # The client's start-up cache must fit as well: with this mode a JVM that cannot use it does not start.
  nsenter --target "$server" --mount --pid chroot "$place" env -i PATH=/usr/bin:/bin \
    "FUNCGRAPH_JAVA_OPTS=-XX:AOTMode=on $tell_code" "$launcher" list --data "$(dirname "${credentials#"$place"}")" > "$workshop/list" 2>&1 \
    && grep -q packaged "$workshop/list" || die "the client does not list the function, see $workshop/list"
  check_code "$workshop/list"
  kill -TERM "$server"
  wait "$pid" || die "it did not stop cleanly, see $workshop/err"
  grep -q 'permits out 0, leases out 0, workers alive 0' "$workshop/err" || die "something was left, see $workshop/err"
}

# There must be none: it is made for this machine's processor, and the package is for others, too.
check_code() {
  grep -q 'AOT Code Cache is empty' "$1" || die "the start-up cache holds machine code, or does not say; see $1"
}

clear_arena() {
  rm -rf --one-file-system "$1"
  mkdir -p "$1"
}
