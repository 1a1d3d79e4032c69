#!/bin/bash
# How each kind of thing is removed. Each is first found to be as we left it.

# remove_file PATH UNITS: and what read it is told.
remove_file() {
  local i entries=() same='' units=()
  if [[ ! -f $root$1 || -L $root$1 ]] || ! contained "$root$1"; then
    leave 'it is no longer a file'
    return
  fi
  entries_of 'file' "$1"
  look_at "$root$1"
  looked_at "$root$1" || fail 'it cannot be read' 'look at the disk' || return
  for i in "${entries[@]}"; do
    [[ ${states[i]} != "$looks" ]] || same=yes
  done
  if [[ -z $same ]]; then
    leave 'it was changed on the host since the last apply'
    return
  fi
  [[ $2 == - ]] || read -r -a units <<<"$2"
  notify ${units[@]+"${units[@]}"} || return
  if [[ -z $checking ]]; then
    begin_run
    before=${looks%% *}
    { back_up "$1" none && rm -f -- "$root$1" && { [[ -n $tree ]] || rm -f -- "/var/lib/rackwright/pending$1"; }; } ||
      fail 'it cannot be removed' 'look at the disk, then run apply.sh again' || return
  fi
  remember "changed $1"
  gone
}

# remove_key LINE: one line less in root's authorized_keys.
remove_key() {
  local path=/root/.ssh/authorized_keys line content='' have='' found=''
  if [[ ! -f $root$path || -L $root$path ]] || ! contained "$root$path"; then
    leave "$path has been replaced"
    return
  fi
  ! IFS= read -r -d '' have <"$root$path" || fail "$path holds a NUL byte" 'look at it' || return
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == "$1" ]]; then found=yes; else content=$content$line$'\n'; fi
  done <<<"${have%$'\n'}"
  if [[ -z $found ]]; then
    leave 'it is no longer there as we wrote it'
    return
  fi
  if [[ -z $checking ]]; then
    attributes "$root$path"
    replace_file "$path" "$file_mode" "$file_owner" "$content" || return
    forget
  fi
  gone
}

# remove_sysctl KEY VALUE BEFORE: the kernel had another value before us.
remove_sysctl() {
  local path have
  if [[ -n $tree || $3 == - ]]; then
    leave 'its value before is not known'
    return
  fi
  parameter_path "$1"
  read_parameter "$path"
  if [[ $squeezed != "$2" ]]; then
    leave "it was changed on the host since the last apply, to $squeezed"
    return
  fi
  if [[ -z $checking ]]; then
    begin_run
    { printf '%s\n' "$3" >"$path"; } 2>/dev/null || fail "the kernel refuses $3" 'look at it by hand' || return
  fi
  gone "$2, back to $3"
}

# remove_service NAME: neither now nor at boot. Its package stays.
remove_service() {
  local name=$1 why=', at boot'
  if [[ -z $checking ]]; then
    begin_run
    if ! set_service stopped "$name"; then
      quote_output
      fail 'it could not be stopped' 'read what it says above' || return
    fi
    forget
  fi
  remember "would stop $name"
  gone 'stopped, and not started at boot'
}
