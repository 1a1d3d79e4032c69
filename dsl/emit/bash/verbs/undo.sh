#!/bin/bash
# The files of the last run are put back.

# undo: as a run of its own, so that an undo can be undone. What the last run did to services, packages and the
# kernel stays: a list of files is all that can be put back without a doubt.
undo() {
  local last='' path line hash files=() hashes_then=() i
  for path in "$state/backup"/[0-9]*; do
    [[ ! -e $path/list ]] || last=${path##*/}
  done
  [[ -n $last ]] || refuse 'there is no run whose files are kept' 'look at --history'
  while IFS=$'\t' read -r hash path; do
    case $path in /*) ;; *) continue ;; esac
    for ((i = 0; i < ${#files[@]}; i++)); do
      # A file that was changed twice is as the second change left it.
      [[ ${files[i]} != "$path" ]] || break
    done
    files[i]=$path hashes_then[i]=$hash
  done <"$state/backup/$last/list"
  current=undo
  for ((i = ${#files[@]} - 1; i >= 0; i--)); do
    undo_file "${files[i]}" "${hashes_then[i]}"
  done
}

# undo_file PATH HASH: if it is as that run left it.
undo_file() {
  local path=$1 kept=$state/backup/$last/files$1 entries=() units=() what i
  step='file:'$path difference='' subject='' existed='' before='' after='' drift=''
  if [[ -n $failed ]]; then
    note 'not reached'
    return
  fi
  contained "$root$path" || fail "$unsafe" 'look at what is in its place' || return
  [[ ! -f $root$path || -L $root$path ]] || { hash_of "$root$path" && before=${hashes[0]}; } || return
  if [[ ${before:-none} != "$2" ]]; then
    fail 'it was changed after that run' "compare it with $kept" || return
  fi
  entries_of 'file' "$path"
  for i in ${entries[@]+"${entries[@]}"}; do
    what=${said[i]}
    [[ $what == - ]] || read -r -a units <<<"$what"
    subject=${kinds[i]}$'\t'$path$'\t'$what
  done
  notify ${units[@]+"${units[@]}"} || return
  if [[ -n $checking ]]; then
    note 'would change' "as before run $last"
    return
  fi
  begin_run
  [[ ! -e $state/claims ]] || rm -f -- "$state/claims"
  if [[ -e $kept ]]; then
    hash_of "$kept" && after=${hashes[0]}
  fi
  { back_up "$path" "${after:-none}" && { ! remembered "maker $path" || keep_maker "$path"; } && put_back "$path" "$last"; } ||
    fail 'it cannot be put back' "its copy is $kept" || return
  # As we leave it now.
  looks=
  if [[ -f $root$path ]]; then
    look_at "$root$path"
    looked_at "$root$path"
  fi
  for i in ${entries[@]+"${entries[@]}"}; do
    states[i]=$looks
    [[ -n $looks ]] || remember "forget ${kinds[i]} $path"
  done
  note changed "as before run $last"
}
