# Makes what is given to users: a tar.gz that runs wherever it is unpacked, a Debian package, an OCI image. Sourced by
# ./dev; wants a checkout that is built, and root for the Debian root of the image.

readonly packages=$root/dist
readonly workshop=$root/target/package

# All files bear this time, so that two builds of one source are alike, and the start-up cache, which looks at the times of
# the jars, holds wherever they are unpacked.
readonly packages_time=1767225600

# What jdeps does not see, because it is looked up by name: socket options and the operating system's measures.
readonly more_modules=jdk.management,jdk.net

# What the image's root has beside Debian's smallest; the sandboxes need it, and python3 runs functions.
readonly root_packages=bubblewrap,ca-certificates,iproute2,nftables,python3,util-linux

package_version() { sed -n 's,^  <version>\(.*\)</version>.*,\1,p' "$root/pom.xml" | head -n 1; }

make_packages() {
  need python3 python3
  need dpkg-deb dpkg
  need debootstrap debootstrap
  find_java
  rm -rf "$packages"
  mkdir -p "$packages" "$workshop"
  make_tree
  make_tar
  make_deb
  make_root
  make_image
  (cd "$packages" && sha256sum -- * > SHA256SUMS && ls -l)
}

# The tree that all three hold: bin/ lib/ libexec/ runtime/ examples/ licenses/ funcgraph.aot client.aot
make_tree() {
  local version modules
  version=$(package_version)
  tree=$workshop/funcgraph-$version
  say "dev: runtime image and start-up cache"
  rm -rf "$tree"
  mkdir -p "$tree/bin" "$tree/libexec" "$tree/examples" "$tree/licenses"
  cp "$root/funcgraph" "$tree/bin/funcgraph"
  cp "$root/libexec/java.sh" "$root/libexec/launch.sh" "$tree/libexec/"
  cp -r "$root/server/target/dist/lib" "$tree/lib"
  cp -r "$root/examples/hello-python" "$tree/examples/"
  cp "$root/LICENSE" "$tree/"
  copy_licenses
  modules=$("$JAVA_HOME/bin/jdeps" --print-module-deps --ignore-missing-deps --multi-release "$wanted_java" \
    -cp "$(class_path "$tree")" "$tree"/lib/*.jar 2> /dev/null | tail -n 1)
  "$JAVA_HOME/bin/jlink" --add-modules "$modules,$more_modules" --strip-debug --no-header-files --no-man-pages \
    --compress zip-6 --output "$tree/runtime" 2> "$workshop/jlink.log" || die "jlink failed, see $workshop/jlink.log"
  find "$tree" -exec touch -h -d "@$packages_time" {} +
  (
    root=$tree dist=$tree client=$tree/client.args JAVA_HOME=$tree/runtime
    train "$workshop/train.log" && train_client "$workshop/train-client.log"
  ) || die "a training run failed, see $workshop/train.log and train-client.log"
  rm -f "$tree/client.args" # it names this place
  chmod -R u+w,go-w,a+rX "$tree"
  find "$tree" -exec touch -h -d "@$packages_time" {} +
}

# Each library's licence and notice, out of its jar.
copy_licenses() {
  python3 - "$tree" << 'PYTHON'
import pathlib, re, sys, zipfile

tree = pathlib.Path(sys.argv[1])
wanted = re.compile(r"(META-INF/)?(LICEN[CS]E|NOTICE|COPYING)[^/]*", re.IGNORECASE)
for jar in sorted((tree / "lib").glob("*.jar")):
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            if wanted.fullmatch(name):
                target = tree / "licenses" / jar.stem / pathlib.PurePosixPath(name).name
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(archive.read(name))
PYTHON
}

make_tar() {
  say "dev: tar.gz"
  tar -C "$workshop" --sort=name --owner=0 --group=0 --numeric-owner -cf - "${tree##*/}" \
    | gzip -n > "$packages/${tree##*/}.tar.gz"
}

make_deb() {
  local stage=$workshop/deb version architecture
  say "dev: Debian package"
  # A tilde sorts before the release that a snapshot becomes.
  version=$(package_version | sed 's/-SNAPSHOT/~snapshot/')
  architecture=$(dpkg --print-architecture)
  rm -rf "$stage"
  mkdir -p "$stage/DEBIAN" "$stage/usr/lib/systemd/system" "$stage/usr/bin" "$stage/usr/share/doc/funcgraph" \
    "$stage/etc/funcgraph"
  cp -a "$tree" "$stage/usr/lib/funcgraph"
  ln -s ../lib/funcgraph/bin/funcgraph "$stage/usr/bin/funcgraph"
  cp "$root/deploy/systemd/funcgraph.service" "$stage/usr/lib/systemd/system/"
  cp "$root/deploy/debian/funcgraph.yaml" "$stage/etc/funcgraph/"
  cp "$root"/docs/*.md "$root/CHANGELOG.md" "$stage/usr/share/doc/funcgraph/"
  cp "$root/LICENSE" "$stage/usr/share/doc/funcgraph/copyright"
  cp "$root"/deploy/debian/{postinst,prerm,postrm} "$stage/DEBIAN/"
  printf '/etc/funcgraph/funcgraph.yaml\n' > "$stage/DEBIAN/conffiles"
  sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
    -e "s/@SIZE@/$(du -sk --apparent-size "$stage" | cut -f 1)/" "$root/deploy/debian/control.in" \
    > "$stage/DEBIAN/control"
  chmod -R go-w,a+rX "$stage"
  SOURCE_DATE_EPOCH=$packages_time dpkg-deb --root-owner-group -Zxz -z1 --build "$stage" \
    "$packages/funcgraph_${version}_$architecture.deb" > /dev/null
}

make_root() {
  clean_root=$workshop/root
  fetch_root "$clean_root" "$root_packages"
}

# fetch_root DIR PACKAGES: a clean Debian root with these, fetched with this machine's own package sources and kept for the
# next time.
fetch_root() {
  local place=$1 wanted=$2 source
  if [ -e "$place.complete" ] && [ "$(cat "$place.complete")" = "$wanted" ]; then
    return
  fi
  say "dev: Debian root ${place##*/} (fetched once, which takes minutes)"
  source=$(. /etc/os-release && apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(TRUSTED)' 'Created-By: Packages' \
    | awk -v wanted="$VERSION_CODENAME" '$2 == wanted { print; exit }')
  [ -n "$source" ] || die "apt on this machine has no source of Debian itself"
  # shellcheck disable=SC2086
  set -- $source
  rm -rf "$place" "$place.complete"
  debootstrap --variant=minbase $([ "$3" != yes ] || printf %s --no-check-gpg) "--include=$wanted" \
    "$2" "$place" "$1" > "$workshop/debootstrap.log" 2>&1 || die "debootstrap failed, see $workshop/debootstrap.log"
  # Where the packages came from is this machine's affair.
  rm -rf "$place"/var/cache/apt/* "$place"/var/lib/apt/lists/* "$place"/var/log/* \
    "$place/etc/apt/sources.list" "$place/etc/hostname" "$place/etc/resolv.conf" \
    "$place/debootstrap"
  printf '%s\n' "$wanted" > "$place.complete"
}

make_image() {
  local stage=$workshop/image
  say "dev: OCI image"
  rm -rf "$stage"
  mkdir -p "$stage/usr/lib" "$stage/usr/bin" "$stage/etc/funcgraph" "$stage/var/lib/funcgraph"
  cp -a "$tree" "$stage/usr/lib/funcgraph"
  ln -s ../lib/funcgraph/bin/funcgraph "$stage/usr/bin/funcgraph"
  chmod 0700 "$stage/var/lib/funcgraph"
  find "$stage" -exec touch -h -d "@$packages_time" {} +
  python3 "$root/libexec/oci.py" make "$packages/${tree##*/}-oci.tar" "$root/deploy/oci/config.json" \
    "$packages_time" "$clean_root" "$stage"
}
