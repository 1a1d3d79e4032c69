#!/bin/bash
# A network device is brought up, one at a time.

# bring_up SECTION: whether its devices are walked again, each to be brought up if it differs.
bring_up() {
  [[ $phase == act && $current == "$1" && -z $failed && -n $activating && -z $checking ]] || return
  { remembered differs || network_goes; } && arm || return
  # Between down and up the line to the operator may be gone: its end must not be ours.
  trap '' HUP INT TERM
  phase=bring_up
  network_leftovers
}

# prove SECTION: whether they are walked a last time, to say what came of it.
prove() {
  [[ $phase == bring_up && $current == "$1" ]] || return
  phase=prove
}

# settle SECTION: its devices are what their files say now, so nothing is pending any more.
settle() {
  local event
  [[ $current == "$1" ]] || return 0
  conclude
  [[ $phase == prove ]] || return 0
  phase=act
  stop_on_signals
  [[ -z $failed ]] || return 0
  for event in ${events[@]+"${events[@]}"}; do
    [[ $event != 'maker '* || ! -e /var/lib/rackwright/pending${event#maker } ]] ||
      rm -f -- "/var/lib/rackwright/pending${event#maker }"
  done
}

# One device at a time, in the order of the script: a cycled bond takes its VLANs down, and their turn is next.
# bring_up_device [WORD VALUE…]: as device has them.
bring_up_device() {
  local target=$name old
  # What is there is not what makes it.
  [[ -z $failed && -z $held && -n $why$rewritten ]] || return 0
  case $network in
    keyfile | managed-ifcfg)
      reload_profiles || { not_brought_up "$name"; return; }
      at_rest
      why=''
      compare_device "$@"
      [[ -n $why ]] || { [[ -n $rewritten ]] && ! came_by_itself "$name"; } || return 0
      # A controller that comes up brings its ports with it.
      [[ -z $master ]] || ! remembered "differs $master" || remembered "brought up $master" || target=$master
      ;;
    ifcfg | early-ifcfg)
      if [[ $kind == nic ]] && remembered "bond $master"; then
        # The card shows the bond's address, so ifup would refuse it: the bond brings it up.
        target=$master
        # Nobody else takes away the address that it had by itself. The bond lacks a port, and its turn is next.
        if ! is_port "$name" "$master"; then
          [[ ! -d /sys/class/net/$name ]] || outside ifdown "$name"
          forget
          return 0
        fi
      fi
      ;;
    ifupdown)
      # A port has no stanza any more. If it had one, that is taken down first; its master makes it anew.
      if [[ $kind != bond && -n $master ]]; then
        target=$master
        old_interfaces "$name"
        [[ -z $old ]] || outside ifdown -i "$old" --force "$name"
      fi
      ;;
  esac
  # A file that changed has taken effect by now if somebody else's turn has made the device anew.
  [[ -n $why ]] || ! remembered "brought up $target" || return 0
  [[ -n $why ]] || ! remembered "brought up $master" || return 0
  cycle "$target" || return
  # A bond that was made anew is not a port of its bridge.
  [[ $network != ifupdown || $kind != bond || -z $master ]] || cycle "$master"
}

# cycle DEVICE: once in a run.
cycle() {
  local old path ports=()
  remembered "brought up $1" && return
  for path in "/sys/class/net/$1/brif"/*; do
    [[ ! -e $path ]] || ports+=("${path##*/}")
  done
  remember "brought up $1"
  touch_device "$1"
  case $network in
    keyfile | managed-ifcfg) renew_profile 60 "$1" id "$1" ;;
    ifcfg | early-ifcfg)
      [[ ! -d /sys/class/net/$1 ]] || outside ifdown "$1"
      outside ifup "$1"
      ;;
    ifupdown)
      # What is there was made by the old file, so the old file takes it down.
      old_interfaces "$1"
      [[ -z $old ]] || outside ifdown -i "$old" --force "$1"
      [[ -n $old ]] || outside ifdown --force "$1"
      outside ifup "$1"
      ;;
  esac && rejoin "$1" ${ports[@]+"${ports[@]}"} && forget && return
  not_brought_up "$1"
}

# not_brought_up DEVICE
not_brought_up() {
  quote_output
  fail "$1 could not be brought up" 'read what it says above; the old files are under /var/lib/rackwright/backup'
}

# rejoin BRIDGE PORT…: the guests' ports that the bridge has lost. A card, a bond or a VLAN that it had is
# a port again only if the stack says so.
rejoin() {
  local bridge=$1 port
  shift
  for port; do
    [[ -d /sys/class/net/$port && ! -e /sys/class/net/$port/brport ]] || continue
    if ! remembered "port $bridge $port"; then
      ! remembered "ours $port" || continue
      [[ ! -e /sys/class/net/$port/device && ! -d /sys/class/net/$port/bonding && ! -e /proc/net/vlan/$port ]] || continue
      # Somebody else has it by now.
      [[ ! -e /sys/class/net/$port/master ]] || continue
    fi
    case $network in
      # Its ip has no word for it.
      ifcfg | early-ifcfg) outside brctl addif "$bridge" "$port" || return ;;
      *) outside ip link set "$port" master "$bridge" || return ;;
    esac
  done
}

# old_interfaces DEVICE: sets old to the file that made it, as long as that has a successor that did not.
old_interfaces() {
  local event
  old=
  for event in ${events[@]+"${events[@]}"}; do
    [[ $event != "old $1 "* ]] || old=/var/lib/rackwright/pending${event#"old $1 "}
  done
  [[ -s $old ]] || old=
}

# Ports join a little after their controller is up: a device has 10 seconds to become what it should be.
prove_device() {
  local tries
  if [[ -n $failed ]]; then
    [[ $failed == "$step" ]] || note 'not reached'
    return
  fi
  [[ -z $held ]] || return 0
  for ((tries = 0; tries < 10; tries++)); do
    [[ -n $why ]] || break
    sleep 1
    forget
    why=''
    compare_device "$@"
  done
  if [[ -n $why ]]; then
    fail "it was brought up, and still: $why" "compare its files with the kernel's log"
  elif remembered "differs $name"; then
    note changed
  fi
}
