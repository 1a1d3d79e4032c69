#!/bin/bash
# What a run replaces is kept, by run, under /var/lib/rackwright, where nobody reads it as configuration.

# begin_run: the number and the time of this run, once, before its first change.
begin_run() {
  local last=''
  [[ -z $run ]] || return 0
  { IFS= read -r last <"$state/run"; } 2>/dev/null
  case $last in
    '' | *[!0-9]* | ??????????*) last=0 ;;
  esac
  # Power may have gone before the number was on disk.
  printf -v run %06d "$((10#$last + 1))"
  while [[ -e $state/backup/$run ]]; do printf -v run %06d "$((10#$run + 1))"; done
  run_time=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  { mkdir -p -- "$state" && printf '%s\n' "$run" >"$state/run"; } 2>/dev/null
}

# back_up PATH HASH: what stands there now, before something with that hash does, or nothing (`none`). The copy comes
# first: what is in the list and has no copy was not there before.
back_up() {
  local folder=$state/backup/$run kept
  kept=$folder/files$1
  # What a run has done to a file is undone as a whole.
  if ! remembered "backed up $1"; then
    { contained "$kept" && own_folder "$folder"; } || return
    if [[ -e $root$1 ]]; then
      own_folder "${kept%/*}" && cp -p -- "$root$1" "$kept.new" && mv -fT -- "$kept.new" "$kept" || return
    fi
    remember "backed up $1"
  fi
  printf '%s\t%s\n' "$2" "$1" >>"$folder/list"
}

# own_folder FOLDER: one of ours, for root alone.
own_folder() {
  [[ -d $1 ]] || mkdir -p -- "$1"
}

# put_back PATH RUN: what stood there before that run.
put_back() {
  local folder=$root${1%/*} kept=$state/backup/$2/files$1
  [[ $2 != *[!0-9]* ]] || return
  if [[ ! -e $kept ]]; then
    rm -f -- "$root$1"
    return
  fi
  { make_folder "$folder" && make_temporary "$folder" && cp -p -- "$kept" "$temporary" &&
    label "$1" "$temporary" && to_disk "$temporary" && mv -fT -- "$temporary" "$root$1" && temporary=; }
}

# bound_backups: those of the last ten runs, at most 50 MB; always that of the last run, and of the last that ended well.
bound_backups() {
  local path size all=() text sizes i kept=0 good=''
  [[ -n $run && -d $state/backup/$run ]] || return 0
  [[ -n $failed ]] || : >"$state/backup/$run/good"
  all=("$state/backup"/[0-9]*)
  ((${#all[@]} > 1)) || return 0
  text=$(du -sk -- "${all[@]}") || return 0
  IFS=$'\n' read -r -d '' -a sizes <<<"$text"
  for ((i = ${#all[@]} - 1; i >= 0; i--)); do
    path=${all[i]} size=${sizes[i]%%[!0-9]*}
    if [[ $path != */"$run" && (-n $good || ! -e $path/good) ]] &&
      ((${#all[@]} - i > 10 || kept + size > 51200)); then
      rm -rf -- "$path"
      continue
    fi
    [[ ! -e $path/good ]] || good=yes
    kept=$((kept + size))
  done
}
