#!/bin/bash
# root.sh FOLDER MIRROR: the packages of a machine of the lab, as a tree of files.
#
# A Debian 12 with what the artifacts need of it, so that a machine never looks
# for a package: there is no way out of the lab. Needs root and mmdebstrap.
set -euo pipefail
root=$1 mirror=$2

packages=(
  # What every Debian has.
  systemd-sysv udev dbus kmod procps iproute2 iputils-ping
  # What the artifacts ask for.
  ifupdown ifenslave bridge-utils isc-dhcp-client systemd-timesyncd network-manager
  # What the scenarios look with.
  iputils-arping ethtool
  # What others boot from.
  dnsmasq-base
  # What the machine starts from: Debian's kernel without the drivers of cards that no qemu has, a quarter of the size.
  linux-image-cloud-amd64 busybox-static cpio
)

# What nobody reads is left out by dpkg, as soon as that runs: mmdebstrap would ask a Python for each package before.
printf 'path-exclude=/usr/share/%s/*\n' doc man locale >"$root.unread"
# The kernel's own hook would make an initial ramdisk for any hardware, which nobody boots.
export INITRD=No
mmdebstrap --quiet --mode=root --variant=minbase --skip=check/empty \
  --dpkgopt='force-unsafe-io' \
  --essential-hook="upload '$root.unread' /etc/dpkg/dpkg.cfg.d/unread" \
  --include="${packages[*]}" \
  bookworm "$root" "deb $mirror bookworm main"
rm -rf -- "$root.unread" "$root"/usr/share/{doc,man,locale}/*
