#!/bin/bash
# The command line.

# options ARGUMENT…
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
      --adopt) adopting=yes ;;
      --history) telling=yes ;;
      --list) listing=yes ;;
      --undo) undoing=yes ;;
      --prune)
        [[ ${2--} != -* && -n $2 ]] || misused '--prune needs the digest that --check shows'
        pruning=$2
        shift
        ;;
      --root)
        (($# > 1)) || misused '--root needs the folder to work on'
        root=$2 tree=yes
        shift
        ;;
      # A tree like any other, but the one that we run in: its tools work, its kernel is somebody else's.
      --offline) offline=yes tree=yes ;;
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
  if [[ ${#only[@]} -gt 0 && -n $pruning$adopting ]]; then
    misused '--prune and --adopt are for the whole script, not for --only'
  fi
  if [[ -n $undoing && (-n $pruning$adopting || $activating == asked || ${#only[@]} -gt 0) ]]; then
    misused '--undo puts back the files of the last run, and nothing else'
  fi
  [[ -z $confirming$patience || -n $guardable ]] || misused 'this machine has no network that could be confirmed'
  [[ -n $tree ]] || return 0
  [[ -z $confirming$patience ]] || misused '--confirm and --confirm-within need a running system, and --root works on files'
  [[ $activating != asked ]] || misused '--activate-network needs a running system, and --root works on files'
  activating=''
  [[ -z $offline || -z $root ]] || misused '--offline works on the system that it runs in, and --root on another'
  [[ -z $offline ]] || return 0
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
    '  --prune DIGEST             also remove what the script no longer has of networks' \
    '                             and services; --check lists it, and says the digest' \
    '  --adopt                    what was here before the first run is ours from now on:' \
    '                             it is removed when the script no longer has it' \
    '  --undo                     put back the files that the last run replaced' \
    '  --history                  what changed this machine, and when' \
    '  --root DIR                 work on the files under DIR: no services, no network' \
    '  --offline                  inside a system that is being installed: files, packages' \
    '                             and what starts at boot, nothing that runs' \
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
