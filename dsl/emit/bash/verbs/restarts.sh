#!/bin/bash
# What has to be restarted: on disk before a file is replaced, forgotten once the unit has been seen running again.

# notify [reload=]UNIT…: what reads this step's file. A unit that does not run reads it when it starts.
notify() {
  local word unit how
  new_marks=()
  [[ -z $tree ]] || return 0
  for word; do
    unit=${word#reload=} how=restart
    [[ $unit == "$word" ]] || how=reload
    case $unit in
      '' | .* | -* | */* | *[[:cntrl:]]*) fail "'$unit' cannot be the name of a service" 'correct it in the stack' || return ;;
    esac
    runs "$unit" || continue
    among "$how $unit" ${marks[@]+"${marks[@]}"} || marks+=("$how $unit")
    [[ -z $checking && ! -e $state/$how/$unit ]] || continue
    { mkdir -p -- "$state/$how" && : >"$state/$how/$unit"; } ||
      fail "$state cannot be written" 'make room or repair it, then run apply.sh again' || return
    to_disk "$state/$how/$unit" "$state/$how"
    new_marks+=("$how/$unit")
  done
}

# to_disk FILE…: before coreutils 8.24 sync takes no file, says so, and syncs everything.
to_disk() {
  sync -- "$@" 2>/dev/null
}

# runs UNIT: now, or by then: --check counts on what the steps before would have done.
runs() {
  local active=inactive enabled=disabled event
  service_state "$1"
  if [[ -n $checking ]]; then
    [[ -n $enabled ]] || ! remembered 'would install' || active=active
    for event in ${events[@]+"${events[@]}"}; do
      case $event in
        "would run $1") active=active ;;
        "would stop $1") active=inactive ;;
      esac
    done
  fi
  [[ $active == active ]]
}

# unnotify: nothing has come of this step.
unnotify() {
  local mark
  for mark in ${new_marks[@]+"${new_marks[@]}"}; do
    unmark "${mark%%/*}" "${mark#*/}"
  done
}

# unmark restart|reload UNIT: it has read its files.
unmark() {
  local mark others=()
  for mark in ${marks[@]+"${marks[@]}"}; do
    [[ $mark == "$1 $2" ]] || others+=("$mark")
  done
  marks=(${others[@]+"${others[@]}"})
  [[ -n $checking || ! -e $state/$1/$2 ]] || rm -f -- "$state/$1/$2"
}

# What a run that did not reach its end has left to be restarted.
read_marks() {
  local path how
  marks=()
  [[ -z $tree ]] || return 0
  for path in "$state/restart"/* "$state/reload"/*; do
    how=${path%/*}
    [[ ! -f $path ]] || marks+=("${how##*/} ${path##*/}")
  done
}

# Each unit whose files have changed, once, after everything.
restart_services() {
  local mark how unit
  current=services difference='' subject=''
  # A restart reads everything: there is no reload after it.
  for mark in ${marks[@]+"${marks[@]}"}; do
    unit=${mark#reload }
    [[ -n $failed || $unit == "$mark" ]] || ! among "restart $unit" "${marks[@]}" || unmark reload "$unit"
  done
  for mark in ${marks[@]+"${marks[@]}"}; do
    how=${mark%% *} unit=${mark#* }
    step=$how:$unit
    if [[ -n $failed ]]; then
      printf 'apply.sh: %s has not read its files yet (%s); the next run that succeeds sees to it\n' "$unit" "$how" >&2
    elif ! worth_it; then
      unmark "$how" "$unit"
    elif [[ -n $checking ]]; then
      n_restarts=$((n_restarts + 1))
      say "would $how" "$step" ''
    else
      renew_unit && unmark "$how" "$unit"
    fi
  done
}

# worth_it: whether $unit runs, or should: one that failed gets another chance, one that somebody has stopped does not.
worth_it() {
  local active=inactive enabled=disabled
  ! runs "$unit" || return 0
  ! remembered "would stop $unit" || return 1
  service_state "$unit"
  [[ $active == failed ]]
}

# renew_unit: $how for $unit, and whether it runs then.
renew_unit() {
  local active=inactive enabled=disabled tries word=restarted
  [[ $how == restart ]] || word=reloaded
  service_state "$unit"
  # A reload does not start what has failed.
  [[ $active != failed ]] || word=started
  if ! set_service "$word" "$unit"; then
    quote_output
    fail "it could not be $word" 'read what it says above; the next run tries again' || return
  fi
  for ((tries = 0; tries < 5; tries++)); do
    forget
    active=inactive
    service_state "$unit"
    [[ $active != active ]] || break
    [[ $active == starting ]] || break
    sleep 1
  done
  [[ $active == active ]] || fail "it was $word, and does not run" 'look into its log; the next run tries again' || return
  [[ $word != started ]] || word=restarted
  log_step "$word" ''
  say "$word" "$step" ''
}
