# Boots an emulated machine with systemd as its first process and control groups of version 2 alone, as Debian's users have
# them, installs the Debian package there and lets machine_check.py look at how the service runs. Sourced by ./dev after
# package.sh; wants root and packages in dist/. No KVM is used, so that it runs in a container, and takes its time.

# The cloud kernel is the smallest that has virtio.
readonly machine_packages=$root_packages,initramfs-tools,linux-image-cloud-amd64,systemd,systemd-sysv,udev
readonly machine_memory_mb=3072

# Of the whole run of the machine; the check has shorter ones for each step.
readonly machine_seconds=2400

test_machine() {
  local arena=$workshop/machine-arena image=$workshop/machine.img began=$SECONDS
  [ "$(dpkg --print-architecture)" = amd64 ] || die "the emulated machine is an amd64 one, and so must the packages be"
  ls "$packages"/funcgraph_*.deb > /dev/null 2>&1 || die "no Debian package in dist/; make it with: ./dev package"
  (cd "$packages" && sha256sum --quiet -c SHA256SUMS) || die "the packages are not those of SHA256SUMS"
  need qemu-system-x86_64 qemu-system-x86
  need mke2fs e2fsprogs
  need debootstrap debootstrap
  fetch_root "$workshop/machine-root" "$machine_packages"

  # A signal that timeout can hand on: the emulator would outlive it otherwise.
  trap 'jobs -p | xargs -r kill 2> /dev/null || true; wait; clear_machine' EXIT
  say "machine: Debian package installed with dpkg, disk image made"
  clear_machine
  cp -a "$workshop/machine-root" "$arena"
  cp "$packages"/funcgraph_*.deb "$arena/tmp/funcgraph.deb"
  chroot "$arena" dpkg -i /tmp/funcgraph.deb > "$workshop/dpkg.log" 2>&1 || die "dpkg failed, see $workshop/dpkg.log"
  rm "$arena/tmp/funcgraph.deb"
  furnish_machine "$arena"
  truncate -s 4G "$image"
  mke2fs -q -t ext4 -d "$arena" "$image" || die "mke2fs failed"

  say "machine: booting, which takes minutes without KVM"
  run_machine "$arena" "$image" || die "the machine check failed, see $workshop/machine-*.log"
  say "the Debian package works under systemd with control groups v2 ($((SECONDS - began)) s)"
}

clear_machine() {
  rm -rf --one-file-system "$workshop/machine-arena" "$workshop/machine.img" "$workshop/machine-says"
}

# What a debootstrapped root lacks to boot by itself, and the check as a unit that ends the machine.
furnish_machine() {
  local place=$1
  tr -d - < /proc/sys/kernel/random/uuid > "$place/etc/machine-id" # without one systemd asks questions
  printf 'machine\n' > "$place/etc/hostname"
  printf '127.0.0.1 localhost machine\n' > "$place/etc/hosts"
  cp "$root/libexec/machine_check.py" "$place/opt/"
  cat > "$place/etc/systemd/system/machine-check.service" << 'UNIT'
[Unit]
Description=Check of the packaged service
After=multi-user.target
SuccessAction=poweroff-force
FailureAction=poweroff-force

[Service]
Type=oneshot
ExecStart=/usr/bin/python3 -u /opt/machine_check.py /dev/ttyS2
StandardInput=null
StandardOutput=tty
StandardError=inherit
TTYPath=/dev/ttyS1
TimeoutStartSec=infinity
UNIT
  mkdir -p "$place/etc/systemd/system/default.target.wants"
  ln -s ../machine-check.service "$place/etc/systemd/system/default.target.wants/"
}

# run_machine ROOT IMAGE: three serial lines: the console's, the check's, and the service's journal. Fails unless the check
# says that all is well.
run_machine() {
  local kernel initrd line verdict=1
  kernel=$(ls "$1"/boot/vmlinuz-* | tail -n 1)
  initrd=$(ls "$1"/boot/initrd.img-* | tail -n 1)
  rm -f "$workshop/machine-says"
  mkfifo "$workshop/machine-says"
  timeout -k 5 "$machine_seconds" qemu-system-x86_64 -accel tcg,thread=multi -m "$machine_memory_mb" -smp 2 \
    -display none -monitor none -nic none -no-reboot -device virtio-rng-pci \
    -kernel "$kernel" -initrd "$initrd" \
    -append 'root=/dev/vda rw console=ttyS0 panic=-1 fsck.mode=skip systemd.unified_cgroup_hierarchy=1' \
    -drive "file=$2,if=virtio,format=raw,cache=unsafe" \
    -serial "file:$workshop/machine-console.log" -serial stdio -serial "file:$workshop/machine-service.log" \
    < /dev/null > "$workshop/machine-says" 2> "$workshop/machine-qemu.log" &
  while IFS= read -r line; do
    line=${line%$'\r'}
    say "  $line"
    [ "$line" != "all is well" ] || verdict=0
  done < "$workshop/machine-says"
  wait "$!" || verdict=1
  return "$verdict"
}
