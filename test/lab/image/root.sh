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
  # What the machine starts from.
  linux-image-amd64 busybox-static cpio
)

# The kernel's own hook would make an initial ramdisk for any hardware, which nobody boots.
export INITRD=No
mmdebstrap --quiet --mode=root --variant=minbase --skip=check/empty \
  --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='force-unsafe-io' \
  --include="${packages[*]}" \
  bookworm "$root" "deb $mirror bookworm main"
