#!/bin/bash
# What others have said of the devices that are ours. It is named, and never touched: whose it is knows why.

# others_make DEVICE: sets others to the files, not ours, that make it too.
# NetworkManager leaves alone what /etc/network/interfaces names, but a port has no stanza there.
others_make() {
  local path
  others=
  for path in /etc/network/interfaces.d/*; do
    # As ifupdown reads their names.
    [[ $network == ifupdown && -f $path && ${path##*/} != *[!A-Za-z0-9_-]* ]] || continue
    ! begins_a_line "$path" "iface $1" || others="$others, $path"
  done
  for path in /etc/NetworkManager/system-connections/*.nmconnection; do
    [[ $network != ifcfg && -f $path ]] || continue
    remembered "maker $path" || ! begins_a_line "$path" "interface-name=$1" || others="$others, $path"
  done
  others=${others#, }
}

# begins_a_line FILE WORDS: one word or two, with any white space between.
begins_a_line() {
  local first second
  while read -r first second _ || [[ -n $first ]]; do
    [[ $first${second:+ $second} != "$2" ]] || return 0
  done <"$1"
  return 1
}
