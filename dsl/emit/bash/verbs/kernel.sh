#!/bin/bash
# The running kernel, and the commands of the user.

# sysctl_value KEY VALUE
sysctl_value() {
  local path value=$2 have
  squeeze "$value"
  value=$squeezed
  if surveying; then
    claim sysctl "$1" "$value"
    return
  fi
  begin "${id:-sysctl:$1}" || return 0
  claim sysctl "$1" "$value"
  if [[ -n $tree ]]; then
    note skipped 'the kernel is not in a file tree'
    return
  fi
  parameter_path "$1" || fail "'$1' is not the name of a kernel parameter" 'correct it in the stack' || return
  if [[ ! -f $path ]]; then
    case $path in
      /proc/sys/net/ipv[46]/conf/* | /proc/sys/net/ipv[46]/neigh/*)
        note 'pending activation' 'its device is not there yet'
        return
        ;;
    esac
    fail 'the kernel has no such parameter' 'look for the module that brings it, or correct the name' || return
  fi
  read_parameter "$path"
  have=$squeezed
  if [[ $have == "$value" ]]; then
    existed=yes
    note ok
    return
  fi
  if [[ -n $checking ]]; then
    note 'would change' "$have, not $value"
    return
  fi
  begin_run
  own "${have:--}"
  { printf '%s\n' "$value" >"$path"; } 2>/dev/null || fail "the kernel refuses $value" 'correct the value in the stack' || return
  read_parameter "$path"
  [[ $squeezed == "$value" ]] || fail "the kernel made $squeezed of $value" 'write what it keeps' || return
  note changed "$have, now $value"
}

# parameter_path KEY: sets path, as sysctl(8) reads keys: in net.ipv4.conf.bond0/667.rp_filter dots and slashes
# change places, while net/ipv4/conf/bond0.667/rp_filter is a path already.
parameter_path() {
  local slash=/
  path=$1
  if [[ ${path#"${path%%[./]*}"} == .* ]]; then
    path=${path//"$slash"/$'\n'}
    path=${path//./$slash}
    path=${path//$'\n'/.}
  fi
  case /$path/ in
    */../* | */./* | *//*) return 1 ;;
  esac
  path=/proc/sys/$path
}

# read_parameter FILE: sets squeezed. Some parameters are several lines, some can only be written.
read_parameter() {
  local text=''
  { IFS= read -r -d '' text <"$1"; } 2>/dev/null
  squeeze "$text"
}

# squeeze TEXT: sets squeezed, each run of white space one blank.
squeeze() {
  local words
  read -r -d '' -a words <<<"$1"
  squeezed=${words[*]-}
}

# hostname_is NAME: the running one; the file of the next boot is a step of its own.
hostname_is() {
  local have=''
  surveying && return
  begin "${id:-hostname:$1}" || return 0
  if [[ -n $tree ]]; then
    note skipped 'the kernel is not in a file tree'
    return
  fi
  IFS= read -r have </proc/sys/kernel/hostname
  if [[ $have == "$1" ]]; then
    note ok
    return
  fi
  if [[ -n $checking ]]; then
    note 'would change' "$have, not $1"
    return
  fi
  { printf %s "$1" >/proc/sys/kernel/hostname; } 2>/dev/null || fail "the kernel refuses '$1'" 'at most 64 letters' || return
  note changed "$have, now $1"
}

# command_unless NAME TEST COMMAND: the user's own. --check runs the test alone, so it must change nothing.
command_unless() {
  surveying && return
  begin "${id:-command:$1}" || return 0
  if [[ -n $tree ]]; then
    note skipped 'commands need a running system'
    return
  fi
  if bash -c "$2" >/dev/null 2>&1 9>&-; then
    note ok
    return
  fi
  if [[ -n $checking ]]; then
    note 'would change'
    return
  fi
  bash -c "$3" >&2 9>&- || fail "it ended with status $?" 'read what it says above' || return
  forget
  bash -c "$2" >/dev/null 2>&1 9>&- || fail 'it succeeded, but its test still says no' 'correct the command or its unless' || return
  note changed
}
