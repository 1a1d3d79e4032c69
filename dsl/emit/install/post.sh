#!/bin/bash
# What runs at the end of an installation, inside the new system.

# stop WHY: the installer ends with us, and says so.
stop() {
  printf 'rackwright stops: %s\n' "$1" >&2
  { printf '\nrackwright stops: %s\n' "$1" >/dev/console; } 2>/dev/null
  exit 1
}

# forget_profiles DEVICE|MAC…: what the installer has written for itself about these cards.
forget_profiles() {
  local file
  # bash 3.2 has no other way to compare without case.
  shopt -s nocasematch
  for file in /etc/sysconfig/network-scripts/ifcfg-* /etc/NetworkManager/system-connections/*; do
    [[ -f $file ]] || continue
    is_about "$file" "$@" || continue
    printf 'forgets %s\n' "$file"
    rm -f -- "$file"
  done
  shopt -u nocasematch
}

# forget_listed FILE: the same, of the cards that %pre has left a list of.
forget_listed() {
  local cards=()
  read -r -a cards <"$1"
  rm -f -- "$1"
  forget_profiles "${cards[@]}"
}

# is_about FILE DEVICE|MAC…
is_about() {
  local file=$1 line value name
  shift
  while IFS= read -r line || [[ -n $line ]]; do
    case $line in
      DEVICE=* | HWADDR=* | interface-name=* | mac-address=*) ;;
      *) continue ;;
    esac
    value=${line#*=}
    value=${value#[\"\']}
    value=${value%[\"\']}
    for name; do
      [[ $value != "$name" ]] || return 0
    done
  done <"$file"
  return 1
}

# unpack: lines that begin with | are as they are; those that begin with = have the odd characters written out.
unpack() {
  local line
  while IFS= read -r line; do
    case $line in
      '='*) printf '%b\n' "${line#=}" ;;
      *) printf '%s\n' "${line#|}" ;;
    esac
  done
}

# converge SCRIPT: what the host must be, before its first start.
converge() {
  bash "$1" --offline || stop "the script of this host ended with $?; the log says why"
}
