#!/bin/bash
# The run: its order, and the ends it can have.

# The whole run, called on the script's last line.
main() {
  set +e +o posix -u
  umask 077
  # Words that tools print are compared with; their language must not matter.
  export LC_ALL=C
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  unset CDPATH
  phase=act current='' guarded='' before_change='' root='' tree='' offline='' temporary='' scratch='' run=''
  checking='' diffing='' json='' activating=yes listing='' adopting='' undoing='' pruning='' telling=''
  confirming='' patience='' guardable='' armed='' withheld='' went_back='' busy=''
  failed='' difference='' subject='' existed='' before='' after='' drift=''
  n_ok=0 n_changed=0 n_pending=0 n_skipped=0 n_unreached=0 n_removed=0 n_left=0 n_prunable=0 n_held=0 n_restarts=0
  only=() all_sections=() asked_services=() judge=() next_judge=() marks=() new_marks=() obsolete=() prunable=()
  guard_devices=() long_file='' for_scratch=${TMPDIR:-/tmp}
  claims='' as_said='' was_there='' loaded='' digest=''
  # What is set later must not come from the environment.
  unset id events epoch asked_files asked_packages came
  unset files_epoch packages_epoch services_epoch kernel_epoch

  # Any end that is not planned counts as a failure, whatever its status was.
  verdict=1
  trap ended EXIT
  stop_on_signals
  # Whoever reads our output may leave early (head, less); the work goes on.
  trap : PIPE

  host
  phase=names
  sections
  options "$@"
  if [[ -n $listing ]]; then
    [[ ${#all_sections[@]} -eq 0 ]] || printf '%s\n' "${all_sections[@]}"
    verdict=0
    ended
  fi

  state=$root/var/lib/rackwright
  if [[ -n $telling ]]; then
    show_history
    verdict=0
    ended
  fi

  [[ -n $tree && -z $offline ]] || preflight
  # Who only looks needs it where here-documents are files; what shows a difference or asks a judge makes it then.
  if [[ -z $checking || -n $long_file ]] || ! in_pipes; then private_scratch; fi
  [[ -n $checking || -n $confirming ]] || lock
  phase=survey
  sections
  read_marks
  settle_doubt
  if [[ -n $undoing ]]; then
    undo
  else
    find_leftovers
    phase=act
    sections
    leftovers
    adoptions
  fi
  restart_services
  [[ -n $checking ]] || { list_owned && bound_backups; }
  [[ -z $offline ]] || label_at_boot
  finish
}

# A signal ends the run, as a failure.
stop_on_signals() {
  trap 'printf "%s\n" "apply.sh: stopped by a signal" >&2; exit 1' HUP INT TERM
}

# EXIT: leave nothing behind, and say what the verdict is.
ended() {
  [[ -z $temporary ]] || rm -f -- "$temporary"
  # Nothing comes after it where all went well.
  [[ -z $scratch || $verdict != 0 ]] || exec rm -rf -- "$scratch"
  [[ -z $scratch ]] || rm -rf -- "$scratch"
  temporary='' scratch=''
  exit "$verdict"
}

# refuse WHY WHAT-TO-DO: stop before anything is written.
refuse() {
  printf 'apply.sh for %s refuses: %s\n  nothing was written; %s\n' "$host" "$1" "$2" >&2
  verdict=3
  exit
}

# fail WHY WHAT-TO-DO: this step has failed. Those after it only say that they were not reached.
fail() {
  failed=$step
  note failed "$1"
  printf 'apply.sh for %s: %s failed\n  why  %s\n  do   %s\n' "$host" "$step" "$1" "$2" >&2
  return 1
}
