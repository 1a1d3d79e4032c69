#!/bin/bash
# What runs in an installer before it looks at a disk: that this is the machine, and which disk is meant.
# Whatever is not as the stack says ends it, and the installer with it, before anything is erased.
#
# The tools are those of the installers of Enterprise Linux 5 to 10: bash, mknod, readlink.

# stop WHY WHAT-TO-DO
stop() {
  printf 'rackwright stops: %s\n  nothing was erased; %s\n' "$1" "$2" >&2
  { printf '\nrackwright stops: %s\n  nothing was erased; %s\n' "$1" "$2" >/dev/console; } 2>/dev/null
  exit 1
}

# card MAC: sets card to what the installer calls it.
card() {
  local path address
  card=
  for path in /sys/class/net/*; do
    address=
    { IFS= read -r address <"$path/address"; } 2>/dev/null
    # What is made on top of a card borrows its address.
    [[ $address == "$1" && -e $path/device ]] || continue
    card=${path##*/}
    return
  done
}

# cards HOST MAC…: all of them are in this machine.
cards() {
  local host=$1 mac
  shift
  for mac; do
    card "$mac"
    [[ -n $card ]] || stop "no network card of this machine has the address $mac" "this is not $host, or the stack has another card"
  done
}

# started_by bios|uefi
started_by() {
  local firmware=bios
  [[ ! -d /sys/firmware/efi ]] || firmware=uefi
  [[ $firmware == "$1" ]] || stop "the installer was started by $firmware" "the stack says $1: start it so, or correct the stack"
}

# find_disk NAME: sets disk to the kernel's name of the one whole disk that is called so.
find_disk() {
  local name=$1 found=() links=() link path
  case $name in
    by-path/*) links=("/dev/disk/$name") ;;
    by-id/*) links=("/dev/disk/$name") ;;
    wwn/*) links=("/dev/disk/by-id/wwn-${name#*/}" "/dev/disk/by-id/nvme-${name#*/}") ;;
    serial/*) links=(/dev/disk/by-id/*[-_]"${name#*/}") ;;
  esac
  if [[ -d /dev/disk ]]; then
    for link in "${links[@]}"; do
      # What is made of disks has names there too.
      [[ -e $link && ${link##*/} != dm-* && ${link##*/} != md-* ]] || continue
      link=$(readlink -f -- "$link")
      whole "${link#/dev/}" "$name"
      found_once "${link#/dev/}"
    done
  else
    # No udev, no links: the path is in the kernel's own tree.
    for link in /sys/block/*; do
      path_of "$link"
      [[ by-path/$path == "$name" ]] || continue
      link=${link##*/}
      found_once "${link//!//}"
    done
  fi
  [[ ${#found[@]} -ne 0 ]] || stop "there is no disk $name" 'look at the cables, or correct the stack'
  [[ ${#found[@]} -eq 1 ]] || stop "the disks ${found[*]} are all called $name" 'name it by something that only it has'
  disk=${found[0]}
}

# whole DISK NAME: not a partition.
whole() {
  local slash=/
  [[ -d /sys/block/${1//"$slash"/!} ]] || stop "$2 is $1, a part of a disk" 'name the whole disk'
}

# found_once DISK: two links to one disk are one disk.
found_once() {
  local other
  for other in ${found[@]+"${found[@]}"}; do
    [[ $other != "$1" ]] || return 0
  done
  found+=("$1")
}

# path_of /sys/block/DISK: sets path to what udev would call it by its place: pci-0000:02:00.0-scsi-0:2:0:0.
path_of() {
  local place
  path=
  [[ -d $1/device ]] || return 0
  place=$(cd -P "$1/device" && pwd)
  [[ $place == */host*/*:*:*:* ]] || return 0
  path=${place%%/host*}
  place=${place##*/}
  path=pci-${path##*/}-scsi-0:${place#*:}
}

# other_disks: sets ignored to the command that keeps the installer from every disk but $disk.
other_disks() {
  local path name slash=/ others=''
  for path in /sys/block/*; do
    name=${path##*/}
    name=${name//!/"$slash"}
    case $name in
      loop* | ram* | dm-* | md* | fd* | sr* | "$disk") ;;
      *) others=$others,$name ;;
    esac
  done
  ignored=${others:+ignoredisk --drives=${others#,}}
}

# may_be_erased HOST: the disk is empty, or whoever started the machine has said that it need not be.
may_be_erased() {
  local words=() word
  read -r -a words </proc/cmdline
  for word in "${words[@]}"; do
    [[ $word != "rackwright.erase=$1" ]] || return 0
  done
  empty || stop "there is something on $disk" "to lose it, start the installer with rackwright.erase=$1"
}

# empty: where tables, volumes and file systems of every kind begin (the first 36 KiB), there are only zeros.
empty() {
  local node=/dev/$disk slash=/ byte i number
  if [[ ! -e $node ]]; then
    # Without udev nobody has made it.
    node=/tmp/rackwright.disk
    rm -f "$node"
    IFS=: read -r i number <"/sys/block/${disk//"$slash"/!}/dev"
    mknod "$node" b "$i" "$number" || stop "$disk cannot be looked at" 'look at the log of the installer'
  fi
  for ((i = 0; i < 36864; i++)); do
    IFS= read -r -d '' -n 1 byte || stop "$disk cannot be read" 'look at the disk'
    [[ -z $byte ]] || return
  done <"$node"
}

# fetch URL SHA256: the script of the host, or none at all.
fetch() {
  local sum script=/tmp/rackwright.sh
  curl -fsS -o "$script" "$1" || wget -q -O "$script" "$1" || stop "$1 cannot be fetched" 'look at the server and the way to it'
  read -r sum _ <<<"$(sha256sum "$script")"
  [[ $sum == "$2" ]] || stop "$1 is not the script that this kickstart was compiled with" 'serve the folder of out/ that it is from'
}
