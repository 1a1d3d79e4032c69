#!/bin/bash
# Before anything is written: the right machine, one run at a time, a place to work.

# The right machine, the right user, and the tools that the steps need.
preflight() {
  local tool missing=''
  ((EUID == 0)) || refuse 'it must run as root' 'use sudo, or --root DIR for a file tree'
  is_platform || refuse "this is ${found:-something else}, and $host is $platform" 'is this the right machine?'
  wrong_nics=''
  nics
  if [[ -n $wrong_nics ]]; then
    printf '%-15s  %-17s  %-17s  %s\n%s' 'device' 'expected' 'found' 'the expected address is on' "$wrong_nics" >&2
    refuse 'the network cards are not where the stack says' 'correct the stack, or run it on the right machine'
  fi
  for tool in $tools; do
    type -P "$tool" >/dev/null || missing="$missing $tool"
  done
  [[ -z $missing ]] || refuse "these tools are missing:$missing" 'install them first'
}

# os_release VERSION ID…: /etc/os-release is read, never sourced.
os_release() {
  local line value id='' version='' wanted=$1
  shift
  found=
  [[ -r /etc/os-release ]] || return
  while IFS= read -r line || [[ -n $line ]]; do
    value=${line#*=}
    value=${value#[\"\']}
    value=${value%[\"\']}
    case $line in
      ID=*) id=$value ;;
      VERSION_ID=*) version=$value ;;
      PRETTY_NAME=*) found=$value ;;
    esac
  done </etc/os-release
  among "$id" "$@" && [[ ${version%%.*} == "$wanted" ]]
}

# redhat_release MAJOR: "CentOS release 6.10 (Final)", as it was before os-release.
redhat_release() {
  found=
  [[ -r /etc/redhat-release ]] || return
  IFS= read -r found </etc/redhat-release
  [[ $found == *" release $1."* || $found == *" release $1 "* || $found == *" release $1" ]]
}

# expect_nic DEVICE MAC: a card that must be there. The hostname is no evidence, a burnt-in address is.
expect_nic() {
  local mac here path line holder='no device'
  permanent_mac "$1"
  [[ $mac != "$2" ]] || return 0
  here=${mac:-'no such device'}
  for path in /sys/class/net/*; do
    # What is made on top of a card borrows its address.
    [[ ! -d $path/bonding && ! -d $path/bridge && ! -e /proc/net/vlan/${path##*/} ]] || continue
    permanent_mac "${path##*/}"
    [[ $mac != "$2" ]] || holder=${path##*/}
  done
  # An installer gives cards names of its own; that they are in this machine is what counts.
  [[ -z $offline || $holder == 'no device' ]] || return 0
  printf -v line '%-15s  %-17s  %-17s  %s' "$1" "$2" "$here" "$holder"
  wrong_nics=$wrong_nics$line$'\n'
}

# permanent_mac DEVICE: sets mac. A port of a bond shows the bond's address; the bond knows its own.
permanent_mac() {
  local file line slave=''
  mac=
  [[ ! -r /sys/class/net/$1/address ]] || IFS= read -r mac <"/sys/class/net/$1/address"
  for file in /proc/net/bonding/*; do
    [[ -r $file ]] || continue
    while IFS= read -r line; do
      case $line in
        'Slave Interface: '*) slave=${line#*: } ;;
        'Permanent HW addr: '*) [[ $slave != "$1" ]] || mac=${line#*: } ;;
      esac
    done <"$file"
  done
}

# A folder of our own for diffs and here-documents, gone when we end. Children do not inherit it.
private_scratch() {
  [[ -z $scratch ]] || return 0
  scratch=$(mktemp -d "$for_scratch/rackwright.XXXXXX") ||
    refuse "$for_scratch cannot be written" 'set TMPDIR to a folder that can'
  export -n TMPDIR
  TMPDIR=$scratch
}

# One run at a time. The lock goes with the last process that has file descriptor 9 open.
lock() {
  local folder=$state stray
  contained "$folder/lock" || refuse "$unsafe" 'look at what is in its place'
  { make_folder "${folder%/*}" && mkdir -p -- "$folder" && exec 9>>"$folder/lock"; } || refuse "$folder cannot be written" 'look at the disk'
  flock -n 9 || refuse 'another run holds the lock' "wait for it; the lock is $folder/lock"
  for stray in "$folder"/.*.new; do
    [[ ! -f $stray ]] || rm -f -- "$stray"
  done
}

# outside COMMAND…: a child that may leave a daemon behind. It gets neither our lock nor
# our output (or ssh would wait for the daemon); what it says is kept for quote_output.
# Signals that are ignored stay so in a child, but a daemon must hear when it is told to end.
outside() {
  (trap - TERM && exec "$@") >"$scratch/output" 2>&1 9>&-
}

# What the last child said, indented, on standard error.
quote_output() {
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    printf '  | %s\n' "$line" >&2
  done <"$scratch/output"
}
