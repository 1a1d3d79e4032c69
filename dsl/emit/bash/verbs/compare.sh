#!/bin/bash
# A network device is compared with the kernel.

# compare_device [WORD VALUE…]: sets why, rewritten, master and held.
compare_device() {
  local sys=/sys/class/net/$name value ports=() port there=''
  if [[ ! -d $sys || ($kind == bond && ! -d $sys/bonding) || ($kind == bridge && ! -d $sys/bridge) ]]; then
    differs 'does not exist'
    [[ ! -d $sys ]] || why=", is no $kind"
  else
    there=yes
    read_value "$sys/flags"
    ((value & 1)) || differs 'is down'
  fi
  while (($# > 1)); do
    case ${there:+compare} in
      compare) compare_word "$@" ;;
    esac
    case $1 in
      master) master=$2 ;;
      port) ports+=("$2") ;;
      made_by)
        ! remembered "held back $2" || held=$2
        ! { remembered "changed $2" || is_pending "$2"; } || rewritten=$2
        ! is_pending "$2" || remember "old $name $2"
        ;;
      shared)
        ! remembered "held back $2" || held=$2
        ! is_pending "$2" || remember "old $name $2"
        ;;
      vlan | option | route) shift ;;
    esac
    shift 2
  done
  if [[ -n $there && -z $master && (-e $sys/master || -e $sys/brport) ]]; then
    differs 'is a port of another device'
  fi
  if [[ -n $there && $kind == bond ]]; then
    read_value "$sys/bonding/slaves"
    for port in $value; do
      among "$port" ${ports[@]+"${ports[@]}"} || differs "$port is one of its ports"
    done
  fi
  why=${why#, }
}

# compare_word WORD VALUE…: one property of a device that exists.
compare_word() {
  case $1 in
    mtu)
      read_value "$sys/mtu"
      [[ $value == "$2" ]] || differs "mtu $value and not $2"
      ;;
    master | port)
      if [[ $1 == port ]]; then set -- "$1" "$name" "$2"; else set -- "$1" "$2" "$name"; fi
      is_port "$3" "$2" || differs "$3 is not a port of $2"
      ;;
    option)
      # The kernel says "802.3ad 4", "fast 1", "100", and "10.0.0.1 10.0.0.2" for a list.
      read_value "$sys/bonding/$2"
      [[ $value == "$3" || ${value% *} == "$3" || ${value// /,} == "$3" ]] || differs "$2 ${value:-unset} and not $3"
      ;;
    vlan) is_vlan "$2" "$3" || differs "is not VLAN $2 on $3" ;;
    stp)
      read_value "$sys/bridge/stp_state"
      if [[ $value == 0 ]]; then value=off; else value=on; fi
      [[ $value == "$2" ]] || differs "stp $value and not $2"
      ;;
    forward_delay)
      # In hundredths of a second.
      read_value "$sys/bridge/forward_delay"
      [[ $value == "${2}00" || $value$2 == 00 ]] || differs "forward delay ${value%??} s and not $2 s"
      ;;
    address) has_address "$2" || differs "no address $2" ;;
    gateway) has_route default "$2" || differs "no default route by $2" ;;
    route) has_route "$2" "$3" || differs "no route to $2 by $3" ;;
  esac
}

# is_port PORT DEVICE
is_port() {
  local value
  read_value "/sys/class/net/$2/bonding/slaves"
  [[ " $value " == *" $1 "* || -e /sys/class/net/$2/brif/$1 ]]
}

# differs HOW
differs() {
  why="$why, $1"
}

# read_value FILE: sets value to its first line.
read_value() {
  value=
  [[ ! -r $1 ]] || { IFS= read -r value <"$1"; } 2>/dev/null
  value=${value% }
}

# is_vlan ID LOWER: "bond0.667      | 667  | bond0"
is_vlan() {
  local device id lower
  [[ -r /proc/net/vlan/config ]] || return
  while IFS='| ' read -r device id lower; do
    [[ $device != "$name" || $id != "$1" || ${lower% } != "$2" ]] || return 0
  done </proc/net/vlan/config
  return 1
}

# has_address CIDR: "7: br666    inet 10.66.6.1/24 brd …"
has_address() {
  local device address rest
  ask_kernel
  while read -r _ device _ address rest; do
    [[ ${device%%@*} != "$name" || $address != "$1" ]] || return 0
  done <<<"$kernel_addresses"
  return 1
}

# has_route TO VIA: "10.9.0.0/16 via 10.66.6.9 dev br666 …"; a route to one host has no /32.
has_route() {
  local to via device wanted=${1%/32}
  [[ $wanted != 0.0.0.0/0 ]] || wanted=default
  ask_kernel
  while read -r to _ via _ device _; do
    [[ $to != "$wanted" || $via != "$2" || $device != "$name" ]] || return 0
  done <<<"$kernel_routes"
  return 1
}

# ask_kernel: all addresses and routes at once, again after anything has run.
ask_kernel() {
  [[ ${kernel_epoch-} != "${epoch:-0}" ]] || return 0
  kernel_addresses=$(ip -o -4 addr show 2>/dev/null)
  kernel_routes=$(ip -4 route show 2>/dev/null)
  kernel_epoch=${epoch:-0}
}
