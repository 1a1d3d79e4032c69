#!/bin/sh
# What runs in debian-installer before its partitioner looks at a disk. Whatever is not as the stack says stops it.
#
# It goes into one line of a preseed file: every line here ends in a way that the next can follow after a blank,
# and a line that is only a remark is left out. The shell is busybox's, and its standard input is debconf's.

stop() {
  printf '\nrackwright stops: %s\n  nothing was erased; %s\n' "$1" "$2" >>/dev/console;
  logger -t rackwright "stops: $1" || :;
  # The partitioner would ask which disk to erase, whatever our status: it is kept waiting.
  while sleep 3600; do :; done;
  exit 1;
};

card() {
  for address in /sys/class/net/*/address; do
    read -r here <"$address";
    [ "$here" != "$1" ] || return 0;
  done;
  stop "no network card of this machine has the address $1" "this is not $host, or the stack has another card";
};

started_by() {
  firmware=bios;
  [ ! -d /sys/firmware/efi ] || firmware=uefi;
  [ "$firmware" = "$1" ] || stop "the installer was started by $firmware" "the stack says $1: start it so, or correct the stack";
};

# find_disk NAME LINK…: sets disk to the device of the one whole disk that the links lead to.
find_disk() {
  name=$1;
  disk='';
  shift;
  for link in "$@"; do
    [ -e "$link" ] || continue;
    case ${link##*/} in dm-* | md-*) continue ;; esac;
    link=$(readlink -f "$link");
    [ -d "/sys/block/${link##*/}" ] || stop "$name is $link, a part of a disk" 'name the whole disk';
    [ "${disk:-$link}" = "$link" ] || stop "the disks $disk and $link are all called $name" 'name it by something that only it has';
    disk=$link;
  done;
  [ -n "$disk" ] || stop "there is no disk $name" 'look at the cables, or correct the stack';
};

# The first 36 KiB, where tables, volumes and file systems of every kind begin, are zeros; or the line of the kernel says that they need not be.
may_be_erased() {
  read -r line </proc/cmdline;
  case " $line " in *" rackwright.erase=$host "*) return 0 ;; esac;
  zeros=$(dd if="$disk" bs=4096 count=9 2>/dev/null | tr -dc '\000' | wc -c);
  [ "$zeros" -eq 36864 ] || stop "there is something on $disk" "to lose it, start the installer with rackwright.erase=$host";
};

# fetch URL SHA256: the script of the host, or none at all.
fetch() {
  wget -q -O /tmp/rackwright.sh "$1" </dev/null || stop "$1 cannot be fetched" 'look at the server and the way to it';
  sum=$(sha256sum </tmp/rackwright.sh);
  [ "${sum%% *}" = "$2" ] || stop "$1 is not the script that this file was compiled with" 'serve the folder of out/ that this file is from';
};
