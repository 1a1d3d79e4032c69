#!/bin/bash
# disk.sh ROOT FOLDER AGENT INSTALLER: from a tree of packages to what qemu starts: FOLDER/disk, FOLDER/kernel and FOLDER/initrd.
set -euo pipefail
packages=$1 folder=$2 agent=$3 installer=$4
root=$folder/root
cp -a -- "$packages" "$root"

# --- what the machine is like before anybody has touched it

echo unconfigured >"$root/etc/hostname"
printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
printf 'source /etc/network/interfaces.d/*\n\nauto lo\niface lo inet loopback\n' >"$root/etc/network/interfaces"
: >"$root/etc/fstab"
: >"$root/etc/resolv.conf"
: >"$root/etc/machine-id"
chmod 0644 -- "$root"/etc/{hostname,hosts,resolv.conf}
rm -rf -- "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d "$root"/var/lib/apt/lists "$root"/var/cache/apt/*.bin

# Nothing that starts by itself in the middle of a scenario; what a scenario needs, it starts.
mkdir -p -- "$root/etc/systemd/journald.conf.d"
printf '[Journal]\nStorage=volatile\n' >"$root/etc/systemd/journald.conf.d/lab.conf"
units() {
  systemctl --quiet --root="$root" "$@"
}
units set-default multi-user.target
units disable NetworkManager NetworkManager-wait-online NetworkManager-dispatcher systemd-timesyncd
units mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
  systemd-tmpfiles-clean.timer systemd-firstboot.service systemd-network-generator.service getty-static.service \
  getty@tty1.service serial-getty@ttyS0.service systemd-update-utmp.service e2scrub_reap.service \
  systemd-update-utmp-runlevel.service systemd-user-sessions.service systemd-logind.service systemd-pstore.service \
  sys-kernel-debug.mount sys-kernel-tracing.mount sys-fs-fuse-connections.mount dev-hugepages.mount dev-mqueue.mount

# --- how it is spoken to

install -m 0755 -- "$agent" "$root/usr/local/sbin/lab-agent"
cat >"$root/etc/systemd/system/lab-agent.service" <<'UNIT'
[Unit]
Description=runs what the lab says
DefaultDependencies=no
After=systemd-udevd.service local-fs.target

[Service]
ExecStart=/usr/local/sbin/lab-agent
Restart=always
# What it has started goes on without it.
KillMode=process

[Install]
WantedBy=sysinit.target
UNIT
units enable lab-agent.service
mkdir -p -- "$root/etc/systemd/system/serial-getty@ttyS0.service.d"
cat >"$root/etc/systemd/system/serial-getty@ttyS0.service.d/autologin.conf" <<'UNIT'
[Service]
ExecStart=
ExecStart=-/sbin/agetty --autologin root --noclear --keep-baud 115200 - $TERM
UNIT

# --- the kernel, and a ramdisk with nothing but the modules on the way to the disk

kernel=("$root"/boot/vmlinuz-*)
[ ${#kernel[@]} -eq 1 ] || {
  echo "There should be one kernel in $root/boot." >&2
  exit 1
}
version=${kernel[0]##*/vmlinuz-}
cp -- "${kernel[0]}" "$folder/kernel"
rm -rf -- "${root:?}"/boot/*

# ramdisk INIT MODULE...: a ramdisk of busybox, what loads the modules in their order, and INIT; to the standard output.
ramdisk() {
  local init=$1 tree=$root/boot/ramdisk path
  shift
  mkdir -p -- "$tree"/{bin,dev,modules,proc,root,sys}
  cp -- "$root/bin/busybox" "$tree/bin/busybox"
  install -m 0755 -- "$init" "$tree/init"
  chroot "$root" modprobe --show-depends --all -S "$version" "$@" |
    while read -r how path _; do
      [ "$how" != builtin ] || continue
      [ ! -e "$tree/modules/${path##*/}" ] || continue
      cp -- "$root$path" "$tree/modules/"
      echo "/bin/busybox insmod /modules/${path##*/}" >>"$tree/modules/load"
    done
  chroot "$root" sh -c 'cd /boot/ramdisk && find . | cpio --quiet -o -H newc'
  rm -rf -- "$tree"
}

cat >"$folder/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mount -t devtmpfs devtmpfs /dev
. /modules/load
while [ ! -b /dev/vda ]; do /bin/busybox sleep 0.05; done
/bin/busybox mount -t ext4 /dev/vda /root
exec /bin/busybox switch_root /root /sbin/init "$@"
INIT
ramdisk "$folder/init" virtio_pci virtio_blk virtio_console ext4 >"$folder/initrd"
rm -- "$folder/init"

# --- what it can offer to others that boot from the network

mkdir -p -- "$root/srv/installer"
cp -- "$folder/kernel" "$root/srv/installer/kernel"
ramdisk "$installer" virtio_pci virtio_net >"$root/srv/installer/initrd"

truncate -s 1536M "$folder/disk"
mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 -d "$root" "$folder/disk"
rm -rf -- "$root"
