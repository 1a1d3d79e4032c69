#!/bin/bash
# Network devices, as the running kernel has them: what is said of each.

# device nic|bond|vlan|bridge NAME [WORD VALUE…]: the words are
#   mtu BYTES     master DEVICE          vlan ID LOWER   option NAME VALUE   port NIC
#   stp on|off    forward_delay SECONDS  address CIDR    gateway ADDRESS     route TO VIA
#   made_by FILE  a file that makes it: when that changes, it is brought up again
#   shared FILE   a file that makes others too: what differs in the kernel decides
# What others have put there (a cluster's address, a guest's port on a bridge) is left alone.
device() {
  local kind=$1 name=$2 master='' why='' rewritten='' held=''
  [[ -z $tree ]] || return 0
  if surveying; then
    survey_device "$@"
    return
  fi
  if [[ $phase == act ]]; then
    begin "${id:-device:$name}" || return 0
  else
    step=${id:-device:$name} difference='' existed='' before='' after='' drift=''
  fi
  claim_device "$@"
  shift 2
  compare_device "$@"
  case $phase in
    act) report_device ;;
    bring_up) bring_up_device "$@" ;;
    prove) prove_device "$@" ;;
  esac
}

# survey_device KIND NAME [WORD VALUE…]: which files make devices, and which devices are ours.
survey_device() {
  guard_devices+=("$2")
  claim_device "$@"
  remember "ours $2"
  [[ $1 != bond ]] || remember "bond $2"
  while (($# > 3)); do
    shift 2
    case $1 in
      made_by | shared) remember "maker $2" ;;
      master) remember "port $2 $name" ;;
      address) own_addresses+=("$2") ;;
      vlan | option | route) shift ;;
    esac
  done
}

# Said now, or queued until all devices of the section have been looked at.
report_device() {
  local what=${why:-${rewritten:+$rewritten has changed}} others
  others_make "$name"
  [[ -z $others ]] || others="also made by $others"
  if [[ -z $what ]]; then
    note ok "$others"
    return
  fi
  what=$what${others:+, $others}
  if [[ -n $held ]]; then
    note 'held back' "$what; it waits for $held"
    return
  fi
  if [[ -n $activating && -n $checking ]]; then
    note 'would change' "$what"
  elif [[ -n $activating ]]; then
    remember differs
    remember "differs $name" && own -
  else
    note 'pending activation' "$what"
  fi
}

# claim_device KIND NAME [WORD VALUE…]: with the files that it goes with, if they are no longer there.
claim_device() {
  local kind=$1 name=$2 what=$1
  while (($# > 3)); do
    shift 2
    case $1 in
      made_by | shared) what="$what $2" ;;
      vlan | option | route) shift ;;
    esac
  done
  claim device "$name" "$what"
}
