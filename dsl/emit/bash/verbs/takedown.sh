#!/bin/bash
# A network device that the script no longer has is taken down, and its files go.

# device_is_gone NAME WORDS: neither in the kernel nor in a file that makes several. WORDS are its kind and those files.
device_is_gone() {
  local maker text=''
  [[ -n $tree || ! -d /sys/class/net/$1 ]] || return
  for maker in ${2#* }; do
    [[ $maker == /* && -r $root$maker ]] || continue
    claimed network "$maker" || continue
    ! IFS= read -r -d '' text <"$root$maker"
    [[ $text != *"iface $1 "* ]] || return
  done
  return 0
}

# holds_back PATH: whether a file that makes several devices must stay as it is, because one that the script no
# longer has would go with it and nobody has agreed to that.
holds_back() {
  local i
  [[ -z $pruning ]] || return
  for i in ${prunable[@]+"${prunable[@]}"}; do
    if [[ ${kinds[i]} == 'device' && " ${said[i]} " == *" $1 "* ]]; then
      held_by=${ids[i]}
      return
    fi
  done
  return 1
}

# network_goes: whether some of it is to be removed, which somebody has agreed to.
network_goes() {
  local i
  [[ -n $pruning ]] || return
  for i in ${prunable[@]+"${prunable[@]}"}; do
    case ${kinds[i]} in 'device' | network) return 0 ;; esac
  done
  return 1
}

# network_leftovers: those of the network, while the network is brought up: before new devices want their addresses.
network_leftovers() {
  local i kind order='device network' current=leftovers
  # initscripts takes a device down by its file, NetworkManager by the file's absence.
  case $network in keyfile | managed-ifcfg) order='network device' ;; esac
  for kind in $order; do
    for i in ${obsolete[@]+"${obsolete[@]}"}; do
      [[ ${kinds[i]} == "$kind" ]] || continue
      remembered "done with $i" && continue
      remember "done with $i"
      leave_behind "$i"
    done
  done
}

# remove_device NAME WORDS
remove_device() {
  local name=$1 shape=${2%% *} path port entries=()
  # Without its kernel there is nothing to take down; its files are leftovers of their own.
  if [[ -n $tree || ! -d /sys/class/net/$name ]]; then
    gone
    return
  fi
  for path in "/sys/class/net/$name/brif"/*; do
    port=${path##*/}
    [[ -e $path ]] || continue
    entries_of 'device' "$port"
    [[ ${#entries[@]} -eq 0 ]] || continue
    note 'pending activation' "$port is on it, which is not ours"
    return
  done
  if [[ -z $activating ]]; then
    note 'pending activation' 'it goes when the network is activated, or with the next start'
    return
  fi
  if [[ -n $checking ]]; then
    gone
    return
  fi
  begin_run
  take_down || {
    quote_output
    fail "$name could not be taken down" 'read what it says above'
    return
  }
  forget
  gone
}

# take_down: $name, which is a $shape, by what made it; and if that does not know it any more, by the kernel.
take_down() {
  touch_device "$name"
  local old=/var/lib/rackwright/pending/etc/network/interfaces
  case $network in
    ifcfg | early-ifcfg) [[ ! -e /etc/sysconfig/network-scripts/ifcfg-$name ]] || outside ifdown "$name" ;;
    ifupdown)
      if [[ ! -s $old ]] || ! same_boot; then old=/etc/network/interfaces; fi
      outside ifdown -i "$old" --force "$name"
      ;;
    keyfile | managed-ifcfg) reload_profiles && at_rest ;;
  esac
  [[ -d /sys/class/net/$name ]] || return 0
  case $shape in
    nic) return 0 ;;
    # The ip of 2.6.32 has no word for these two.
    bond) printf '%s\n' "-$name" 2>"$scratch/output" >/sys/class/net/bonding_masters ;;
    bridge)
      if [[ $network == ifcfg || $network == early-ifcfg ]]; then
        outside ip link set "$name" down && outside brctl delbr "$name"
      else
        outside ip link delete "$name"
      fi
      ;;
    *) outside ip link delete "$name" ;;
  esac && [[ ! -d /sys/class/net/$name ]]
}
