#!/bin/bash
# What must still answer after a change of the network, as far as it answered before.

# look_around before|after: every probe at once; who answered is in answers, a line each.
look_around() {
  local i words into=$scratch/probes jobs=() text=''
  rm -rf -- "$into"
  mkdir -p -- "$into"
  for ((i = 0; i < ${#neighbours[@]}; i++)); do
    read -r -a words <<<"${neighbours[i]}"
    ask_neighbour "${words[@]}" >"$into/$i" 2>/dev/null 9>&- &
    jobs+=("$!")
  done
  ask_gateway >"$into/gateway" 2>/dev/null 9>&- &
  jobs+=("$!")
  # Not a bare wait: a supervisor may be a child of ours too.
  for i in "${jobs[@]}"; do wait "$i"; done
  answers=''
  for i in "$into"/*; do
    { IFS= read -r -d '' text <"$i"; } 2>/dev/null
    answers=$answers$text
  done
  look_at_bonds
  look_at_sessions "$1"
  [[ $1 != before ]] || answers_before=$answers
}

# ask_neighbour DEVICE ADDRESS MTU WHO…: whether he answers ARP, small packets, and the largest.
ask_neighbour() {
  local device=$1 address=$2 size=$(($3 - 28)) who
  shift 3
  who="$* ($address, on $device)"
  ip neigh flush to "$address" dev "$device"
  if reaches "$address" "$device" 56; then
    printf '%s\n' "$who" "$who by ping"
    ! reaches "$address" "$device" "$size" || printf '%s\n' "$who by packets of $size bytes"
  elif has_neighbour "$address" "$device"; then
    printf '%s\n' "$who"
  fi
}

# ask_gateway: the way out, whoever it is. "default via 10.66.6.254 dev br666 …"
ask_gateway() {
  local via device
  read -r _ _ via _ device _ <<<"$(ip -4 route show default)"
  [[ -n $device ]] || return 0
  ip neigh flush to "$via" dev "$device"
  ! reaches "$via" "$device" 56 && ! has_neighbour "$via" "$device" || printf '%s\n' 'the default gateway'
}

# reaches ADDRESS DEVICE BYTES: whether at most one of ten packets that must not be split is lost: of a bond
# that does not agree with its switch every second one is.
reaches() {
  local said sent received
  # "10 packets transmitted, 9 received, …": with -w it goes on until ten are answered.
  said=$(ping -n -q -c 10 -w 3 -i 0.1 -M "do" -s "$3" -I "$2" "$1")
  said=${said#*$'\n\n'}
  read -r sent _ _ received _ <<<"${said#*$'\n'}"
  [[ $sent$received =~ ^[0-9]+$ ]] && ((received > 0 && received + 1 >= sent))
}

# has_neighbour ADDRESS [DEVICE]: "10.66.6.254 lladdr 00:00:5e:00:01:01 REACHABLE"
has_neighbour() {
  local said
  said=$(ip neigh show to "$1" ${2:+dev "$2"})
  [[ $said == *lladdr* && $said != *FAILED* ]]
}

# look_at_bonds: which speak LACP, and which of those have found their partner on every port that has a link.
look_at_bonds() {
  local event name value port ports linked
  for event in ${events[@]+"${events[@]}"}; do
    [[ $event == 'bond '* ]] || continue
    name=${event#bond }
    read_value "/sys/class/net/$name/bonding/mode"
    [[ $value == 802.3ad* ]] || continue
    answers=$answers"lacp $name"$'\n'
    read_value "/sys/class/net/$name/bonding/slaves"
    ports=$value linked=0
    for port in $ports; do
      read_value "/sys/class/net/$port/carrier"
      [[ $value != 1 ]] || linked=$((linked + 1))
    done
    read_value "/sys/class/net/$name/bonding/ad_partner_mac"
    [[ $value != 00:00:00:00:00:00 ]] || continue
    read_value "/sys/class/net/$name/bonding/ad_num_ports"
    [[ $linked -eq 0 || $value != "$linked" ]] || answers=$answers"the LACP partner of $name"$'\n'
  done
}

# look_at_sessions before|after: the addresses that sessions end at (after: all there are), and the arrays that are logged in to.
look_at_sessions() {
  local own table local_end remote_end state address
  own=$(ip -o -4 addr show)
  for table in /proc/net/tcp /proc/net/tcp6; do
    [[ -r $table ]] || continue
    while read -r _ local_end remote_end state _; do
      [[ $state == 01 ]] || continue
      if [[ ${remote_end#*:} == 0CBC ]]; then
        dotted "${remote_end%:*}"
        answers=$answers"the array at $address"$'\n'
      fi
      dotted "${local_end%:*}"
      [[ $1 != before || $address == 127.* || $own != *" inet $address/"* ]] ||
        answers=$answers"the address $address, at which sessions end"$'\n'
    done <"$table"
  done
  [[ $1 == after ]] || return 0
  while read -r _ _ _ address _; do
    answers=$answers"the address ${address%/*}, at which sessions end"$'\n'
  done <<<"$own"
}

# dotted HEX: sets address; /proc/net/tcp has the bytes in the order of this processor, /proc/net/tcp6 those of
# an IPv4 address at the end.
dotted() {
  local hex=${1#0000000000000000FFFF0000}
  address=
  [[ ${#hex} -ne 8 ]] || printf -v address '%d.%d.%d.%d' "0x${hex:6:2}" "0x${hex:4:2}" "0x${hex:2:2}" "0x${hex:0:2}"
}

# look_until_good: LACP and spanning tree take their time. If it does not become good, missed says what is not.
look_until_good() {
  local now until line
  read -r now _ </proc/uptime
  until=$((${now%%.*} + probe_seconds))
  while :; do
    look_around after
    missed=
    while IFS= read -r line; do
      [[ -n $line && $'\n'$answers != *$'\n'"$line"$'\n'* ]] || continue
      # A bond that is no longer to speak LACP needs no partner.
      [[ $line != 'lacp '* ]] || continue
      [[ $line != 'the LACP partner of '* || $'\n'$answers == *$'\n'"lacp ${line##* }"$'\n'* ]] || continue
      missed="$missed; $line"
    done <<<"$answers_before"
    # And one that speaks it only now must have found one.
    while IFS= read -r line; do
      [[ $line == 'lacp '* && $'\n'$answers_before != *$'\n'"$line"$'\n'* ]] || continue
      [[ $'\n'$answers == *$'\n'"the LACP partner of ${line#lacp }"$'\n'* ]] || missed="$missed; the LACP partner of ${line#lacp }"
    done <<<"$answers"
    [[ -n $missed ]] || return 0
    read -r now _ </proc/uptime
    ((${now%%.*} < until)) || break
    sleep 1
  done
  missed="after the change these do not answer any more: ${missed#; }"
  return 1
}

# unused_addresses: whether nobody else has an address that is to become ours; if somebody has, taken says who.
unused_addresses() {
  local address own said
  own=$(ip -o -4 addr show)
  for address in ${own_addresses[@]+"${own_addresses[@]}"}; do
    [[ $own != *" inet ${address%/*}/"* ]] || continue
    said=$(ping -n -q -c 1 -w 2 "${address%/*}" 2>/dev/null)
    [[ $said != *' 0 received'* && $said == *received* ]] || has_neighbour "${address%/*}" || continue
    taken="somebody else answers at ${address%/*}: $(ip neigh show to "${address%/*}")"
    return 1
  done
}
