#!/bin/bash
# The run: the command line, the ends it can have, and its order.

# The whole run, called on the script's last line.
main() {
  set +e +o posix -u
  umask 077
  # Words that tools print are compared with; their language must not matter.
  export LC_ALL=C
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  unset CDPATH
  phase=act current='' root='' tree='' temporary='' scratch=''
  checking='' diffing='' json='' activating=yes listing='' confirming='' patience=''
  failed='' difference='' n_ok=0 n_changed=0 n_pending=0 n_skipped=0 n_unreached=0
  only=() all_sections=() guardable='' before_change='' armed='' refused=''
  # What is set later must not come from the environment.
  unset id events epoch asked_files asked_packages asked_services
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

  [[ -n $tree ]] || preflight
  private_scratch
  [[ -n $checking || -n $confirming ]] || lock
  phase=survey
  sections
  phase=act
  sections
  finish
}

# A signal ends the run, as a failure.
stop_on_signals() {
  trap 'printf "%s\n" "apply.sh: stopped by a signal" >&2; exit 1' HUP INT TERM
}

# EXIT: leave nothing behind, and say what the verdict is.
ended() {
  [[ -z $temporary ]] || rm -f -- "$temporary"
  [[ -z $scratch ]] || rm -rf -- "$scratch"
  temporary='' scratch=''
  exit "$verdict"
}

# options ARGUMENT…: the command line.
options() {
  while (($#)); do
    case $1 in
      --check) checking=yes ;;
      --diff) diffing=yes ;;
      --json) json=yes ;;
      --activate-network) activating=asked ;;
      --no-activate-network) activating='' ;;
      --confirm) confirming=yes ;;
      --confirm-within)
        [[ ${2-} =~ ^[1-9][0-9]{0,4}$ ]] || misused '--confirm-within needs a number of seconds'
        patience=$2
        shift
        ;;
      --list) listing=yes ;;
      --root)
        (($# > 1)) || misused '--root needs the folder to work on'
        root=$2 tree=yes
        shift
        ;;
      --only)
        (($# > 1)) || misused '--only needs the name of a section; --list names them'
        among "$2" ${all_sections[@]+"${all_sections[@]}"} || misused "there is no section '$2'; --list names them"
        only+=("$2")
        shift
        ;;
      --help)
        usage
        verdict=0
        exit
        ;;
      *) misused "there is no option '$1'; --help names them" ;;
    esac
    shift
  done
  [[ -z $confirming$patience || -n $guardable ]] || misused 'this machine has no network that could be confirmed'
  [[ -n $tree ]] || return 0
  [[ -z $confirming$patience ]] || misused '--confirm and --confirm-within need a running system, and --root works on files'
  [[ $activating != asked ]] || misused '--activate-network needs a running system, and --root works on files'
  activating=''
  cd -P -- "$root" 2>/dev/null || misused "--root: there is no folder '$root'"
  root=${PWD%/}
  cd / || exit
}

# --help
usage() {
  printf '%s\n' \
    "apply.sh: make this machine what the stack says of $host ($site)" \
    '' \
    '  bash apply.sh              converge, and say what changed' \
    '  --check                    change nothing; exit 4 when something would change' \
    '  --diff                     show how each file differs (with or without --check)' \
    '  --only SECTION             this section alone; may be repeated' \
    '  --list                     the names of the sections' \
    '  --activate-network         bring up the network devices that differ, one by one; done' \
    '                             unless it is switched off' \
    '  --no-activate-network      leave the running network as it is: devices that differ' \
    '                             are reported as pending' \
    '  --confirm-within SECONDS   a change of the network stays only if a person confirms it' \
    '  --confirm                  confirm it, from a new session' \
    '  --root DIR                 work on the files under DIR: no services, no network' \
    '  --json                     one JSON object per step, and one for the total' \
    '' \
    'exit 0 done or converged, 1 failed, 3 refused (nothing was written),' \
    '     4 something would change or is pending (only with --check), 64 wrong usage'
}

# misused WHY: the command line asks for something that does not exist.
misused() {
  printf 'apply.sh: %s\n' "$1" >&2
  verdict=64
  exit
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
