#!/bin/bash
# What ran before a change of the network, kept and put back object by object.

# reversible: whether what runs could be made again; if not, irreversible says why.
reversible() {
  local name path master
  case $network in keyfile | managed-ifcfg) ask_manager "$scratch/managed" ;; esac
  for path in /sys/class/net/*; do
    name=${path##*/}
    among "$name" ${guard_devices[@]+"${guard_devices[@]}"} || continue
    find_master "$name"
    if [[ -n $master && ! -d /sys/class/net/$master/bonding && ! -d /sys/class/net/$master/bridge ]]; then
      irreversible="$name is a port of $master, which is neither a bond nor a bridge"
      return 1
    fi
    if [[ -d $path/bonding || -d $path/bridge || -e /proc/net/vlan/$name ]] && ! has_maker "$name"; then
      irreversible="$name was made by hand, and no file of this machine says how"
      return 1
    fi
  done
}

# has_maker DEVICE: whether something that can be brought up makes it: a profile of its own, or the one of a bridge on it.
has_maker() {
  has_profile "$1" && return
  local path
  for path in "/sys/class/net/$1"/upper_*; do
    [[ -e $path ]] && has_profile "${path##*/upper_}" && return
  done
  path=''
  [[ ! -e /sys/class/net/$1/brport/bridge ]] || path=$(readlink "/sys/class/net/$1/brport/bridge")
  [[ -n $path ]] && has_profile "${path##*/}"
}

# has_profile DEVICE: whether the platform's files say something of it.
has_profile() {
  case $network in
    keyfile | managed-ifcfg) has_connection "$1" "$scratch/managed" ;;
    ifcfg | early-ifcfg) [[ -e /etc/sysconfig/network-scripts/ifcfg-$1 ]] ;;
    ifupdown) ifquery "$1" >/dev/null 2>&1 ;;
  esac
}

# find_master DEVICE: sets master to what it is a port of. Kernels before 2.6.39 have no link for it where it is a bond's.
find_master() {
  local path value
  master=
  if [[ -e /sys/class/net/$1/brport/bridge ]]; then
    master=$(readlink "/sys/class/net/$1/brport/bridge")
  elif [[ -e /sys/class/net/$1/master ]]; then
    master=$(readlink "/sys/class/net/$1/master")
  else
    for path in /sys/class/net/*/bonding/slaves; do
      read_value "$path"
      [[ " $value " != *" $1 "* ]] || master=${path%/bonding/slaves}
    done
  fi
  master=${master##*/}
}

# keep_running FOLDER: what runs now: "DEVICE KIND UP MTU MASTER", addresses, routes, active profiles.
keep_running() {
  local path name kind up mtu master value
  for path in /sys/class/net/*; do
    name=${path##*/} kind=nic up=down
    [[ $name != bonding_masters && $name != lo ]] || continue
    [[ ! -e /proc/net/vlan/$name ]] || kind=vlan
    [[ ! -d $path/bonding ]] || kind=bond
    [[ ! -d $path/bridge ]] || kind=bridge
    [[ $kind != nic || -e $path/device ]] || kind=other
    read_value "$path/flags"
    ! ((value & 1)) || up=up
    read_value "$path/mtu"
    mtu=$value
    find_master "$name"
    printf '%s\n' "$name $kind $up $mtu ${master:--}"
  done >"$1/links"
  ip -o -4 addr show >"$1/addresses" && ip -4 route show >"$1/routes" || return
  : >"$1/profiles"
  [[ $network != keyfile && $network != managed-ifcfg ]] || nmcli -t -f UUID,DEVICE connection show --active >"$1/profiles"
}

# take_back [running]: the files as they were, and what ran made from them again. It may be cut off, and called again.
take_back() {
  local text=''
  [[ -z ${1-} ]] || unmake
  put_files_back || printf '%s\n' "! not every file could be put back; they are in $guard/files" >"$scratch/left"
  if [[ -n ${1-} ]]; then
    make_again
    replay
  fi
  { IFS= read -r text <"$guard/why"; } 2>/dev/null
  {
    printf '%s\n' "${text:-it was not confirmed}"
    [[ ! -s $scratch/left ]] || while IFS= read -r text; do printf '%s\n' "$text"; done <"$scratch/left"
  } >"$outcome"
  remove_guard
}

# put_files_back: one by one, each whole.
put_files_back() {
  local path incomplete=''
  while IFS= read -r path; do
    rm -f -- "$path" || incomplete=yes
  done <"$guard/absent"
  while IFS= read -r path; do
    cp -p -- "$guard/files$path" "${path%/*}/.rackwright.before" &&
      mv -fT -- "${path%/*}/.rackwright.before" "$path" || incomplete=yes
    ! type -P restorecon >/dev/null || outside restorecon -- "$path"
  done <"$guard/present"
  rm -rf -- /var/lib/rackwright/pending
  [[ ! -d $guard/pending ]] || cp -a -- "$guard/pending" /var/lib/rackwright/pending
  # What is there again is ours again, also where nobody is left to list it.
  rm -f -- /var/lib/rackwright/claims
  cp -p -- "$guard/owned" /var/lib/rackwright/.owned.new &&
    mv -fT -- /var/lib/rackwright/.owned.new /var/lib/rackwright/owned || incomplete=yes
  sync
  [[ -z $incomplete ]]
}

# unmake: what the new files made is taken down by them, the last first.
unmake() {
  local name all=()
  while read -r name; do all=("$name" ${all[@]+"${all[@]}"}); done <"$guard/touched"
  for name in ${all[@]+"${all[@]}"}; do
    case $network in
      ifupdown) outside ifdown --force "$name" ;;
      ifcfg | early-ifcfg) [[ ! -d /sys/class/net/$name ]] || outside ifdown "$name" ;;
    esac
  done
}

# make_again: every device that was touched, or is not as it was, in the order in which they carry each other. What
# one of them does to the next is seen when its turn comes once more.
make_again() {
  local kind name was up mtu master touched=(-) turn by_manager=''
  [[ $network != keyfile && $network != managed-ifcfg ]] || by_manager=yes
  while read -r name; do touched+=("$name"); done <"$guard/touched"
  guard_devices=("${touched[@]}")
  [[ -z $by_manager ]] || { busy=yes && outside nmcli connection reload; }
  remove_new
  for turn in first second third; do
    for kind in bond nic vlan bridge; do
      while read -r name was up mtu master; do
        [[ $was == "$kind" && $up == up ]] || continue
        [[ -z $by_manager ]] || at_rest
        # NetworkManager brings the ports up with their controller.
        if [[ $turn != first || (-n $by_manager && $master != -) ]] || ! among "$name" "${touched[@]}"; then
          ! as_before "$name" "$master" || continue
        fi
        bring_back "$name"
      done <"$guard/links"
    done
  done
}

# remove_new: the devices that this change has made. A guest's, which came in between, are not ours.
remove_new() {
  local name path known=' '
  while read -r name _; do known="$known$name "; done <"$guard/links"
  while read -r name; do
    path=/sys/class/net/$name
    [[ -d $path && $known != *" $name "* ]] || continue
    [[ ! -d $path/bonding && ! -d $path/bridge && ! -e /proc/net/vlan/$name ]] || outside ip link delete "$name"
  done <"$guard/ours"
}

# as_before DEVICE MASTER: whether it is up, where it was, with the addresses that it had.
as_before() {
  local value device address
  [[ -d /sys/class/net/$1 ]] || return
  read_value "/sys/class/net/$1/flags"
  ((value & 1)) || return
  [[ $2 == - ]] || is_port "$1" "$2" || return
  value=$(ip -o -4 addr show dev "$1")
  while read -r _ device _ address _; do
    [[ ${device%%@*} != "$1" || $value == *" inet $address "* ]] || return
  done <"$guard/addresses"
}

# bring_back DEVICE: by the files that made it.
bring_back() {
  local uuid
  [[ $network == keyfile || $network == managed-ifcfg ]] || has_profile "$1" || return 0
  case $network in
    keyfile | managed-ifcfg)
      while IFS= read -r uuid; do
        [[ ${uuid#*:} != "$1" ]] || renew_profile 30 "$1" uuid "${uuid%%:*}"
      done <"$guard/profiles"
      ;;
    ifcfg | early-ifcfg)
      [[ ! -d /sys/class/net/$1 ]] || outside ifdown "$1"
      outside ifup "$1"
      ;;
    ifupdown)
      outside ifdown --force "$1"
      outside ifup --force "$1"
      ;;
  esac
}

# replay: what no file says, and what its file did not bring back.
replay() {
  local name kind up mtu master value
  while read -r name kind up mtu master; do
    if [[ ! -d /sys/class/net/$name ]]; then
      [[ $kind == other ]] || printf '%s\n' "! $name could not be made again" >>"$scratch/left"
      continue
    fi
    read_value "/sys/class/net/$name/mtu"
    [[ $value == "$mtu" ]] || outside ip link set dev "$name" mtu "$mtu"
    [[ $up != up ]] || outside ip link set dev "$name" up
    if [[ $master != - && ! -e /sys/class/net/$name/master && -d /sys/class/net/$master/bridge ]]; then
      case $network in
        # Its ip has no word for it.
        ifcfg | early-ifcfg) outside brctl addif "$master" "$name" ;;
        *) outside ip link set dev "$name" master "$master" ;;
      esac
    fi
  done <"$guard/links"
  replay_addresses
  replay_routes
}

# replay_addresses: those that are missing. "7: br666    inet 10.66.6.1/24 brd 10.66.6.255 scope global br666\ …"
replay_addresses() {
  local device address now
  now=$(ip -o -4 addr show)
  while read -r _ device _ address _; do
    device=${device%%@*}
    [[ $device == lo || $'\n'$now == *[[:space:]]"$device"[[:space:]]*" inet $address "* ]] && continue
    [[ -d /sys/class/net/$device ]] && outside ip addr add "$address" brd + dev "$device" ||
      printf '%s\n' "! $device has lost its address $address" >>"$scratch/left"
  done <"$guard/addresses"
}

# replay_routes: those that are missing; the kernel's own come with the addresses. It adds words to a route that it would not take back.
replay_routes() {
  local words word wanted now
  now=$'\n'$(ip -4 route show)
  while read -r -a words; do
    wanted=()
    [[ " ${words[*]} " != *' proto kernel '* ]] || continue
    for word in "${words[@]}"; do
      [[ $word == linkdown || $word == dead ]] || wanted+=("$word")
    done
    [[ $now == *$'\n'"${wanted[*]}"* ]] || outside ip -4 route add "${wanted[@]}" ||
      printf '%s\n' "! the route ${wanted[*]} is gone" >>"$scratch/left"
  done <"$guard/routes"
}

# remove_guard: with what would act at the next boot. The folder goes first, and at once.
remove_guard() {
  rm -rf -- "$guard.old" "$guard.new"
  [[ ! -d $guard ]] || mv -T -- "$guard" "$guard.old"
  if [[ $init == systemd ]]; then
    rm -f -- "${boot_unit%/*}/sysinit.target.wants/${boot_unit##*/}" "$boot_unit"
  else
    chkconfig --del "${boot_script##*/}"
    rm -f -- "$boot_script"
  fi
  rm -rf -- "$guard.old"
}
