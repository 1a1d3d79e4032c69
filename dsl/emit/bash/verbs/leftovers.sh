#!/bin/bash
# What the script no longer has is removed, if it is ours and still as we left it.

# find_leftovers: sets obsolete to the places of what is listed and no longer in the script, the last first, and
# prunable to those that go only with --prune; digest is that list's, so that nobody agrees to what he has not seen.
find_leftovers() {
  local i line text=''
  obsolete=() prunable=() digest=
  [[ ${#only[@]} -eq 0 ]] || return 0
  if ! all_listed; then
    load_owned
    for ((i = ${#ids[@]} - 1; i >= 0; i--)); do
      if claimed "${kinds[i]}" "${ids[i]}" || remembered "leftover ${kinds[i]} ${ids[i]}" || is_gone "$i"; then
        continue
      fi
      remember "leftover ${kinds[i]} ${ids[i]}"
      obsolete+=("$i")
    done
  fi
  for i in ${obsolete[@]+"${obsolete[@]}"}; do
    was_here "$i" && continue
    needs_consent "$i" || continue
    prunable+=("$i")
    entry_line "$i"
    text=$text$line
  done
  [[ -z $text ]] || digest_of "$text"
  # Short enough to be typed.
  digest=${digest:0:12}
  [[ -z $pruning || $pruning == "$digest" ]] || refuse \
    "--prune $pruning is not the digest of what it would remove${digest:+, which is $digest}" \
    'look at --check again, and prune what it lists'
}

# is_gone PLACE: whether nothing is left of it, or nothing that we would do; then it is forgotten.
is_gone() {
  local id=${ids[$1]} active=inactive enabled=disabled
  case ${kinds[$1]} in
    'file' | network) [[ ! -e $root$id && ! -L $root$id ]] ;;
    'device') device_is_gone "$id" "${said[$1]}" ;;
    service)
      [[ -z $tree && ${said[$1]} == running ]] || return 0
      service_state "$id"
      [[ $active == inactive && $enabled != enabled ]]
      ;;
    key | sysctl) false ;;
    # Of what a later version lists we know nothing.
    *) return 0 ;;
  esac && remember "forget ${kinds[$1]} $id"
}

# was_here PLACE: before we were. A device was if the file was that goes with it.
was_here() {
  local i
  [[ ${origins[$1]} != found ]] || return 0
  [[ ${kinds[$1]} == 'device' ]] || return
  for i in ${obsolete[@]+"${obsolete[@]}"}; do
    [[ ${kinds[i]} == network && ${origins[i]} == found && " ${said[$1]} " == *" ${ids[i]} "* ]] && return
  done
  return 1
}

# needs_consent PLACE: the ways to other machines, what runs, and everything that an older script than the last one lacks.
needs_consent() {
  case ${kinds[$1]} in
    'device' | network | service) return 0 ;;
  esac
  is_older
}

# is_older: whether another script has been here since this one was. Its list is not news, it is what was before.
is_older() {
  if ! remembered 'asked for age'; then
    remember 'asked for age'
    script_digest
    local line='' last='' known=''
    while IFS= read -r line; do
      last=$line
      [[ $line != "$own_digest" ]] || known=yes
    done 2>/dev/null <"$state/scripts"
    [[ -z $known || $last == "$own_digest" ]] || remember 'is older'
  fi
  remembered 'is older'
}

# script_digest: sets own_digest to that of all that the script manages.
script_digest() {
  local digest
  digest_of "$claims"
  own_digest=$digest
}

# remember_script WHOLE: that this script was here, as the last one. An older one that has left something stays older.
remember_script() {
  local line last='' text=''
  [[ -n $1 ]] || ! is_older || return 0
  script_digest
  [[ ! -r $state/scripts ]] || while IFS= read -r line; do
    [[ $line == "$own_digest" ]] || text=$text$line$'\n'
    last=$line
  done <"$state/scripts"
  [[ $last == "$own_digest" ]] || save scripts "$text$own_digest"$'\n'
}

# leftovers: one after the other, after all that the script has.
leftovers() {
  local i
  current=leftovers guarded='' before_change='' difference=''
  for i in ${obsolete[@]+"${obsolete[@]}"}; do
    ! remembered "done with $i" || continue
    remember "done with $i"
    leave_behind "$i"
  done
}

# leave_behind PLACE
leave_behind() {
  local kind=${kinds[$1]} id=${ids[$1]} what=${said[$1]} was=${states[$1]}
  subject='' difference='' existed='' before='' after='' drift='' judge=()
  name_step "$kind" "$id" "$what"
  if [[ -n $failed ]]; then
    note 'not reached'
  elif among "$1" ${prunable[@]+"${prunable[@]}"} && [[ -z $pruning ]]; then
    note 'to prune'
  elif was_here "$1"; then
    leave 'it was here before'
  else
    case $kind in
      'file' | network) remove_file "$id" "$what" ;;
      key) remove_key "$what" ;;
      sysctl) remove_sysctl "$id" "$what" "$was" ;;
      service) remove_service "$id" ;;
      'device') remove_device "$id" "$what" ;;
    esac
  fi
}

# leave WHY: as it is; it is no longer ours.
leave() {
  if [[ -n $checking ]]; then note 'would leave' "$1"; else note left "$1"; fi
  remember "forget $kind $id"
}

# gone [WHY]: as said by --check, or done.
gone() {
  if [[ -n $checking ]]; then note 'would remove' "${1-}"; else note removed "${1-}"; fi
  remember "forget $kind $id"
}

# adoptions: what was here before is ours from now on.
adoptions() {
  local kind id what entries=() origin
  [[ -n $adopting && -z $failed ]] || return 0
  current=adopted difference='' subject='' before='' after='' drift=''
  while IFS=$'\t' read -r kind id what; do
    is_fulfilled "$kind" "$id" || continue
    origin=made
    entries_of "$kind" "$id"
    if [[ ${#entries[@]} -gt 0 ]]; then
      origin=${origins[entries[0]]}
    elif [[ $'\n'$was_there == *$'\n'"$kind"$'\t'"$id"$'\t'* ]]; then
      origin=found
    fi
    [[ $origin == found ]] || continue
    name_step "$kind" "$id" "$what"
    if [[ -n $checking ]]; then note 'would adopt'; else note adopted; fi
  done <<<"$claims"
}

# name_step KIND ID WORDS: the step is called what the verb would call it.
name_step() {
  case $1 in
    network) step='file:'$2 ;;
    key) step=authorized-key:$3 ;;
    *) step=$1:$2 ;;
  esac
}
