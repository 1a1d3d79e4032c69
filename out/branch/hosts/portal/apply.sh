#!/bin/bash
# portal of the site branch, on Enterprise Linux 8.
#
# Compiled from the stack: change the stack and compile again, not this file.
#
#   bash apply.sh --check --diff   what would change, and how; changes nothing, exits 4 if anything would
#   bash apply.sh                  make it so; a second run changes nothing
#   bash apply.sh --help           the other options, and what the exit codes mean
#
# The sections at the end say what this machine must be.

# Done whole or not at all: bash runs nothing of a group whose end it has not seen, and the work is in the last.
{

[ -n "${BASH_VERSION-}" ] || { printf "apply.sh for %s refuses: this is not bash\n  nothing was written; bash apply.sh\n" portal >&2; exit 3; }
trap 'printf "apply.sh for %s refuses: its end is missing\n  nothing was written; fetch it again\n" portal >&2; exit 3' EXIT

host() {
  host=portal
  site=branch
  platform='Enterprise Linux 8'
  tools='flock rpm dnf systemctl ip'
  init=systemd
  manager=dnf
  network=managed-ifcfg
}

is_platform() {
  os_release 8 rhel centos almalinux rocky ol
}

nics() {
  expect_nic eno1 b0:26:28:00:10:00
  expect_nic eno2 b0:26:28:00:10:01
}

}

# The run: its order, and the ends it can have.
{

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

}

# The command line.
{

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

}

# Before anything is written: the right machine, one run at a time, a place to work.
{

# The right machine, the right user, and the tools that the steps need.
preflight() {
  local tool missing=''
  ((EUID == 0)) || refuse 'it must run as root' 'use sudo, or --root DIR for a file tree'
  is_platform || refuse "this is ${found:-something else}, and $host is $platform" 'is this the right machine?'
  wrong_nics=''
  nics
  if [[ -n $wrong_nics ]]; then
    printf '%-15s  %-17s  %-17s  %s\n%s' 'device' 'expected' 'found' 'the expected address is on' "$wrong_nics" >&2
    refuse 'the network cards are not where the stack says' 'correct the stack, or run it on the right machine'
  fi
  for tool in $tools; do
    type -P "$tool" >/dev/null || missing="$missing $tool"
  done
  [[ -z $missing ]] || refuse "these tools are missing:$missing" 'install them first'
}

# os_release VERSION ID…: /etc/os-release is read, never sourced.
os_release() {
  local line value id='' version='' wanted=$1
  shift
  found=
  [[ -r /etc/os-release ]] || return
  while IFS= read -r line || [[ -n $line ]]; do
    value=${line#*=}
    value=${value#[\"\']}
    value=${value%[\"\']}
    case $line in
      ID=*) id=$value ;;
      VERSION_ID=*) version=$value ;;
      PRETTY_NAME=*) found=$value ;;
    esac
  done </etc/os-release
  among "$id" "$@" && [[ ${version%%.*} == "$wanted" ]]
}

# expect_nic DEVICE MAC: a card that must be there. The hostname is no evidence, a burnt-in address is.
expect_nic() {
  local mac here path line holder='no device'
  permanent_mac "$1"
  [[ $mac != "$2" ]] || return 0
  here=${mac:-'no such device'}
  for path in /sys/class/net/*; do
    # What is made on top of a card borrows its address.
    [[ ! -d $path/bonding && ! -d $path/bridge && ! -e /proc/net/vlan/${path##*/} ]] || continue
    permanent_mac "${path##*/}"
    [[ $mac != "$2" ]] || holder=${path##*/}
  done
  # An installer gives cards names of its own; that they are in this machine is what counts.
  [[ -z $offline || $holder == 'no device' ]] || return 0
  printf -v line '%-15s  %-17s  %-17s  %s' "$1" "$2" "$here" "$holder"
  wrong_nics=$wrong_nics$line$'\n'
}

# permanent_mac DEVICE: sets mac. A port of a bond shows the bond's address; the bond knows its own.
permanent_mac() {
  local file line slave=''
  mac=
  [[ ! -r /sys/class/net/$1/address ]] || IFS= read -r mac <"/sys/class/net/$1/address"
  for file in /proc/net/bonding/*; do
    [[ -r $file ]] || continue
    while IFS= read -r line; do
      case $line in
        'Slave Interface: '*) slave=${line#*: } ;;
        'Permanent HW addr: '*) [[ $slave != "$1" ]] || mac=${line#*: } ;;
      esac
    done <"$file"
  done
}

# A folder of our own for diffs and here-documents, gone when we end. Children do not inherit it.
private_scratch() {
  [[ -z $scratch ]] || return 0
  scratch=$(mktemp -d "$for_scratch/rackwright.XXXXXX") ||
    refuse "$for_scratch cannot be written" 'set TMPDIR to a folder that can'
  export -n TMPDIR
  TMPDIR=$scratch
}

# One run at a time. The lock goes with the last process that has file descriptor 9 open.
lock() {
  local folder=$state stray
  contained "$folder/lock" || refuse "$unsafe" 'look at what is in its place'
  { make_folder "${folder%/*}" && mkdir -p -- "$folder" && exec 9>>"$folder/lock"; } || refuse "$folder cannot be written" 'look at the disk'
  flock -n 9 || refuse 'another run holds the lock' "wait for it; the lock is $folder/lock"
  for stray in "$folder"/.*.new; do
    [[ ! -f $stray ]] || rm -f -- "$stray"
  done
}

# outside COMMAND…: a child that may leave a daemon behind. It gets neither our lock nor
# our output (or ssh would wait for the daemon); what it says is kept for quote_output.
# Signals that are ignored stay so in a child, but a daemon must hear when it is told to end.
outside() {
  (trap - TERM && exec "$@") >"$scratch/output" 2>&1 9>&-
}

# What the last child said, indented, on standard error.
quote_output() {
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    printf '  | %s\n' "$line" >&2
  done <"$scratch/output"
}

}

# The walk over sections and steps, and what is said of each.
{

# section NAME [guarded [COMMAND]]: whether its steps are walked now. What a guarded one writes is the network's; the
# command is called before anything of it is changed.
section() {
  if [[ $phase == names ]]; then
    all_sections+=("$1")
    return 1
  fi
  [[ $phase == survey ]] || phase=act
  current=$1 guarded=${2-} before_change=${3-}
  chosen "$1"
}

# chosen SECTION: whether the command line leaves it in.
chosen() {
  [[ ${#only[@]} -eq 0 ]] || among "$1" "${only[@]}"
}

# surveying: before the first step every verb is called once to say what it will ask,
# so that all is asked at once (one stat, one package query, one systemctl).
surveying() {
  [[ $phase == survey ]] || return
  room || no_room
}

# in_pipes: whether a command gets its here-document through a pipe. Before 5.1 bash keeps it in a file, and later what
# is longer than a pipe may hold.
in_pipes() {
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)) && [[ -z ${BASH_COMPAT-} ]]
}

# room: whether bash can keep such a file of all that is not much longer than the claims. Where it cannot, it leaves the
# command out, and goes on.
room() {
  local line='' page
  ! in_pipes || ((${#claims} > 4096)) || return 0
  printf -v page 'room\n%8192s' ''
  { IFS= read -r line <<<"$page$claims"; } 2>/dev/null
  [[ $line == room ]]
}

# no_room: refused as long as nothing is written, else this step has failed.
no_room() {
  local why="there is no room in $for_scratch" remedy='make room, or set TMPDIR to a folder that has some'
  [[ $phase != survey ]] || refuse "$why" "$remedy"
  fail "$why" "$remedy"
}

# lost: what follows each file, should it end badly: if it has not even begun, bash could not keep its contents.
lost() {
  local begun=${came-}
  came=''
  [[ -z $begun && -z $failed ]] || return 0
  step=section:$current subject=''
  no_room
}

# begin ID: whether this step is to be carried out. Every verb asks first.
begin() {
  [[ $phase == act ]] || return
  step=$1 difference='' subject='' existed='' before='' after='' drift=''
  judge=(${next_judge[@]+"${next_judge[@]}"}) next_judge=()
  if [[ -z $failed ]]; then
    room || no_room
    return
  fi
  note 'not reached'
  return 1
}

# note RESULT [DETAIL]: the one line of this step.
note() {
  case $1 in
    ok) n_ok=$((n_ok + 1)) && fulfilled ;;
    changed | 'would change') n_changed=$((n_changed + 1)) && fulfilled ;;
    adopted | 'would adopt') n_changed=$((n_changed + 1)) ;;
    removed | 'would remove') n_removed=$((n_removed + 1)) ;;
    left | 'would leave') n_left=$((n_left + 1)) ;;
    'to prune') n_prunable=$((n_prunable + 1)) ;;
    'held back') n_held=$((n_held + 1)) ;;
    'pending activation')
      n_pending=$((n_pending + 1))
      [[ $subject != 'device'* ]] || fulfilled
      ;;
    skipped) n_skipped=$((n_skipped + 1)) ;;
    'not reached') n_unreached=$((n_unreached + 1)) ;;
  esac
  case $1 in changed | removed | left | adopted) log_step "$1" "${2-}" ;; esac
  say "$1" "$step" "${2-}"
}

# say RESULT ID DETAIL
say() {
  local id text=''
  if [[ -n $json ]]; then
    json_string "$current"
    text="{\"section\":$quoted"
    json_string "$2"
    text="$text,\"step\":$quoted"
    json_string "$1"
    text="$text,\"result\":$quoted"
    if [[ -n $3 ]]; then
      json_string "$3"
      text="$text,\"detail\":$quoted"
    fi
    [[ -z $drift ]] || text="$text,\"drift\":\"$drift\""
    if [[ -n $diffing && -n $difference ]]; then
      json_string "$difference"
      text="$text,\"diff\":$quoted"
    fi
    printf '%s\n' "$text}"
    return
  fi
  visible "$2"
  id=$shown
  visible "$3"
  printf '%-12s  %s%s\n' "$1" "$id" "${shown:+  ($shown)}"
  [[ -z $diffing || -z $difference ]] || printf '%s\n' "$difference"
}

# visible TEXT: sets shown; control characters must not reach a terminal.
visible() {
  shown=$1
  [[ $1 != *[[:cntrl:]]* ]] || printf -v shown %q "$1"
}

# json_string TEXT: sets quoted.
json_string() {
  local text=$1 backslash=\\ quote=\" i octal byte code
  # Replacements are quoted: bash 5.2 reads & and backslashes in them otherwise.
  text=${text//"$backslash"/"$backslash$backslash"}
  text=${text//"$quote"/"$backslash$quote"}
  if [[ $text == *[[:cntrl:]]* ]]; then
    for ((i = 1; i < 32; i++)); do
      printf -v octal '%03o' "$i"
      printf -v byte %b "\\0$octal"
      printf -v code '%su%04x' "$backslash" "$i"
      text=${text//"$byte"/"$code"}
    done
  fi
  quoted=$quote$text$quote
}

# remember EVENT: something that a later step asks for.
remember() {
  remembered "$1" || events+=("$1")
}

# remembered EVENT
remembered() {
  among "$1" ${events[@]+"${events[@]}"}
}

# forget what was asked at once: something has run that may have changed it.
forget() {
  epoch=$((${epoch:-0} + 1))
}

# among WORD WORD…: whether the first is one of the others.
among() {
  local wanted=$1 other
  shift
  for other; do
    [[ $other != "$wanted" ]] || return 0
  done
  return 1
}

}

# The total, and the verdict.
{

finish() {
  local changed=changed removed=removed text n_failed=${failed:+1}
  [[ -z $checking ]] || changed='would change' removed='would remove'
  verdict=0
  if [[ -n $checking ]] && ((n_changed + n_pending + n_removed + n_left + n_prunable + n_held + n_restarts > 0)); then
    verdict=4
  fi
  [[ -z $failed ]] || verdict=1
  [[ -z $withheld ]] || verdict=3
  if [[ -n $json ]]; then
    text="\"$changed\":$n_changed,\"ok\":$n_ok,\"pending activation\":$n_pending,\"skipped\":$n_skipped"
    text="$text,\"$removed\":$n_removed,\"left\":$n_left,\"to prune\":$n_prunable,\"held back\":$n_held"
    [[ -z $digest ]] || text="$text,\"prune\":\"$digest\""
    text="$text,\"failed\":${n_failed:-0},\"not reached\":$n_unreached,\"exit\":$verdict"
    printf '{"total":{%s}}\n' "$text"
    return
  fi
  text="$n_changed $changed, $n_ok ok"
  ((n_pending == 0)) || text="$text, $n_pending pending activation"
  ((n_skipped == 0)) || text="$text, $n_skipped skipped"
  ((n_removed == 0)) || text="$text, $n_removed $removed"
  ((n_left == 0)) || text="$text, $n_left left"
  ((n_held == 0)) || text="$text, $n_held held back"
  ((n_prunable == 0)) || text="$text, $n_prunable to prune"
  [[ -z $failed ]] || text="$text, 1 failed, $n_unreached not reached"
  printf '%s\n' "$text"
  ((n_prunable == 0)) || printf '%s\n' \
    "The script no longer has what is to prune, and leaves it. To remove it: --prune $digest"
}

}

# What the script manages is listed on the host, as it was left: /var/lib/rackwright/owned, a line per thing:
#   KIND ID WORDS ORIGIN STATE, with tabs between and `-` for nothing
# ORIGIN is `made` by us, or `found`: then it is not ours to remove. Lines are appended before a thing is made and put
# in order at the end, so that after a run that was killed some things have two; what is there is one of them.
# /var/lib/rackwright/claims is what the script says of them, written last: while that is the same, all is listed.
{

# claim KIND ID [WORDS]: while it is surveyed, the script manages this; then, this step is about it.
claim() {
  local what=${3:--}
  subject=
  [[ $1 != 'file' || -z $guarded ]] || set -- network "$2"
  # The running kernel and its services are not in a file tree.
  case ${tree:+tree}$1 in treesysctl | treeservice) return 0 ;; esac
  case $1$2$what in
    # It would not be a line of a list.
    *[[:cntrl:]]*) return 0 ;;
  esac
  subject=$1$'\t'$2$'\t'$what
  [[ $phase == survey ]] || return 0
  claims=$claims$subject$'\n'
}

# claimed KIND ID: whether the script manages it. A file is one and the same within the network's section and without.
claimed() {
  case $'\n'$claims in
    *$'\n'"$1"$'\t'"$2"$'\t'*) return 0 ;;
  esac
  case $1 in
    'file') [[ $'\n'$claims == *$'\n'network$'\t'"$2"$'\t'* ]] ;;
    network) [[ $'\n'$claims == *$'\n''file'$'\t'"$2"$'\t'* ]] ;;
    *) return 1 ;;
  esac
}

# all_listed: whether the list is what this script left, so that nobody has to look into it.
all_listed() {
  local last=''
  [[ -r $state/claims ]] || return
  ! IFS= read -r -d '' last <"$state/claims" && [[ $last == "$claims" ]]
}

# load_owned: the list, once.
load_owned() {
  local kind id what origin was
  [[ -z $loaded ]] || return 0
  loaded=yes
  kinds=() ids=() said=() origins=() states=()
  [[ -r $state/owned ]] || return 0
  while IFS=$'\t' read -r kind id what origin was; do
    # A line that power has cut says nothing.
    case $origin in made | found) [[ -n $was ]] || continue ;; *) continue ;; esac
    kinds+=("$kind") ids+=("$id") said+=("$what") origins+=("$origin") states+=("$was")
  done <"$state/owned"
}

# entries_of KIND ID: sets entries to the places of its lines.
entries_of() {
  local i
  load_owned
  entries=()
  for ((i = 0; i < ${#ids[@]}; i++)); do
    [[ ${ids[i]} == "$2" ]] || continue
    case ${kinds[i]}-$1 in
      "$1-${kinds[i]}" | 'file-network' | 'network-file') entries+=("$i") ;;
    esac
  done
}

# own STATE [FILE]: this step's subject, before it is made so, with what it is made of.
own() {
  local kind id what origin=made
  if [[ -z $subject ]]; then
    [[ -z ${2-} ]] || to_disk "$2"
    return
  fi
  IFS=$'\t' read -r kind id what <<<"$subject"
  entries_of "$kind" "$id"
  if [[ ${#entries[@]} -gt 0 ]]; then
    origin=${origins[entries[0]]}
  elif [[ -n $existed ]]; then
    origin=found
  fi
  [[ ! -e $state/claims ]] || rm -f -- "$state/claims"
  kinds+=("$kind") ids+=("$id") said+=("$what") origins+=("$origin") states+=("$1")
  # In front of it a line that power has cut may stand.
  printf '\n%s\t%s\t%s\n' "$subject" "$origin" "$1" >>"$state/owned" || return
  to_disk "$state/owned" ${2:+"$2"}
}

# fulfilled: this step's subject is as the script says, and can be listed so.
fulfilled() {
  [[ -n $subject ]] || return 0
  as_said=$as_said$subject$'\n'
  [[ -z $existed ]] || was_there=$was_there$subject$'\n'
}

# list_owned: the list in order, at the end of a run. What is as the script says is listed as it is now, of the rest what was known.
list_owned() {
  local kind id what i line text='' files=() origin was whole=yes
  [[ -z $undoing ]] || whole=
  [[ -z $checking && ${#only[@]} -eq 0 ]] || return 0
  # With a change of the network the list went back, too; what this run has done besides stands in it already.
  [[ -z $went_back ]] || return 0
  ! all_listed || [[ -n $adopting ]] || return 0
  room || {
    not_listed "there is no room in $for_scratch"
    return 1
  }
  load_owned
  while IFS=$'\t' read -r kind id what; do
    case $kind in 'file' | network) ;; *) continue ;; esac
    if is_fulfilled "$kind" "$id" && [[ -f $root$id ]]; then files+=("$root$id"); fi
  done <<<"$claims"
  look_at ${files[@]+"${files[@]}"}
  while IFS=$'\t' read -r kind id what; do
    [[ -n $kind ]] || continue
    entries_of "$kind" "$id"
    if ! is_fulfilled "$kind" "$id"; then
      whole=
      for i in ${entries[@]+"${entries[@]}"}; do
        entry_line "$i"
        text=$text$line
      done
      continue
    fi
    origin=made was=-
    if [[ ${#entries[@]} -gt 0 ]]; then
      origin=${origins[entries[0]]} was=${states[entries[0]]}
    elif [[ $'\n'$was_there == *$'\n'"$kind"$'\t'"$id"$'\t'* ]]; then
      origin=found
    fi
    [[ -z $adopting || -n $failed ]] || origin=made
    case $kind in
      'file' | network)
        # What an undo has taken away is not there.
        looked_at "$root$id" || continue
        was=$looks
        ;;
    esac
    text=$text$kind$'\t'$id$'\t'$what$'\t'$origin$'\t'$was$'\n'
  done <<<"$claims"
  for ((i = 0; i < ${#kinds[@]}; i++)); do
    claimed "${kinds[i]}" "${ids[i]}" && continue
    remembered "forget ${kinds[i]} ${ids[i]}" && continue
    whole=
    entry_line "$i"
    text=$text$line
  done
  { save owned "$text" && remember_script "$whole" && { [[ -z $whole ]] || save claims "$claims"; }; } || not_listed "$state cannot be written"
}

# not_listed WHY: what was listed before stays.
not_listed() {
  printf 'apply.sh: %s\n' "the list of what is managed is not written, since $1; make room or repair it, the next run tries again" >&2
}

# is_fulfilled KIND ID
is_fulfilled() {
  [[ $'\n'$as_said == *$'\n'"$1"$'\t'"$2"$'\t'* ]]
}

# entry_line PLACE: sets line.
entry_line() {
  line=${kinds[$1]}$'\t'${ids[$1]}$'\t'${said[$1]}$'\t'${origins[$1]}$'\t'${states[$1]}$'\n'
}

# save NAME TEXT: a file of ours, the old one or the new one; not written if it is so.
save() {
  [[ -f $state/$1 ]] && same_content "$state/$1" "$2" && return
  printf %s "$2" >"$state/.$1.new" && to_disk "$state/.$1.new" && mv -fT -- "$state/.$1.new" "$state/$1"
}

}

# What a file is, in one word each: hash, mode and owner. Asked only when something differs or is to be recorded.
{

# hash_of FILE…: sets hashes, one for each. coreutils 5.97 has no sha256sum yet.
hash_of() {
  local line text summer=sha256
  hashes=()
  (($# > 0)) || return 0
  type -P sha256sum >/dev/null || summer=sha1
  # A file called - would be standard input.
  text=$("${summer}sum" -- "$@") || return
  while IFS= read -r line; do
    # A backslash in front says that the name has been escaped.
    line=${line#\\}
    hashes+=("$summer:${line%% *}")
  done <<<"$text"
}

# look_at FILE…: sets looked and seen_looks for looked_at: two questions for all files.
look_at() {
  local modes='' i
  looked=() looks_of=()
  (($# > 0)) || return 0
  hash_of "$@" || return 0
  modes=$(stat -c '%a %U:%G' -- "$@") || return 0
  IFS=$'\n' read -r -d '' -a looks_of <<<"$modes"
  looked=("$@")
  for ((i = 0; i < ${#looked[@]}; i++)); do
    looks_of[i]="${hashes[i]} ${looks_of[i]}"
  done
}

# looked_at FILE: sets looks.
looked_at() {
  local i
  for ((i = 0; i < ${#looked[@]}; i++)); do
    if [[ ${looked[i]} == "$1" ]]; then
      looks=${looks_of[i]}
      return
    fi
  done
  return 1
}

# explain_drift PATH MODE OWNER:GROUP CONTENT: sets drift to who has made the difference since the last apply, the host or the stack.
explain_drift() {
  local i entries=() host=yes stack=yes digest
  drift=
  [[ -e $root$1 ]] || return 0
  entries_of 'file' "$1"
  [[ ${#entries[@]} -gt 0 ]] || return 0
  look_at "$root$1"
  looked_at "$root$1" || return 0
  digest_of "$4"
  for i in "${entries[@]}"; do
    [[ ${states[i]} != "$looks" ]] || host=
    [[ ${states[i]#*:} != "$digest ${2#0} $3" ]] || stack=
  done
  case $host-$stack in
    -yes) drift=stack why="$why; changed in the stack" ;;
    yes-) drift=host why="$why; changed on the host" ;;
    yes-yes) drift=both why="$why; changed on the host and in the stack" ;;
  esac
}

# digest_of TEXT: sets digest.
digest_of() {
  local summer=sha256sum
  type -P sha256sum >/dev/null || summer=sha1sum
  digest=$(printf %s "$1" | "$summer")
  digest=${digest%% *}
}

}

# Files: compared whole, replaced whole.
{

# file PATH MODE OWNER:GROUP [SERVICE…]: a regular file with what comes on standard input.
# The services are restarted at the end if it changed. Behind it stands `|| lost`.
file() {
  came=yes
  file_of_document "$@" && came=''
}

# file_of_document PATH MODE OWNER:GROUP [SERVICE…]: that, once it has begun.
file_of_document() {
  local path=$1 mode=$2 owner=$3 content judge=(${judge[@]+"${judge[@]}"})
  shift 3
  if surveying; then
    asked_files+=("$root$path")
    [[ -z $before_change ]] || guard_files+=("$path")
    claim_file "$path" "$@"
    return
  fi
  begin "${id:-file:$path}" || return 0
  claim_file "$path" "$@"
  document
  converge_file "$path" "$mode" "$owner" "$content" '' "$@"
}

# document: sets content to what comes on standard input. Since 5.1 that is a pipe, of which -d takes a byte at a time.
document() {
  local whole=(-d '')
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 501)) || whole=(-N 2147483647)
  IFS= read -r "${whole[@]}" content
}

# claim_file PATH [UNIT…]: the units are told when it is removed, too.
claim_file() {
  local path=$1
  shift
  claim 'file' "$path" "$*"
}

# converge_file PATH MODE OWNER:GROUP CONTENT SECRET [SERVICE…]: compare, write, say which.
converge_file() {
  local path=$1 mode=$2 owner=$3 content=$4 secret=$5 target=$root$1 why='' stray
  shift 5
  regular "$target" || return
  if [[ -z $checking ]]; then
    for stray in "${target%/*}"/.rackwright.??????; do
      [[ ! -f $stray ]] || rm -f -- "$stray"
    done
  fi

  if [[ ! -e $target ]]; then
    why=', new'
  else
    [[ $subject == key* ]] || existed=yes
    same_content "$target" "$content" || why=', content'
    attributes "$target"
    # As text: in arithmetic a value could be more than a number.
    [[ ${mode#"${mode%%[!0]*}"} == "${file_mode#0}" ]] || why="$why, mode $file_mode and not $mode"
    [[ $EUID -ne 0 || $file_owner == "$owner" ]] || why="$why, owner $file_owner and not $owner"
    ! remembered "unjudged $path" || why="$why, not judged yet"
  fi
  if [[ -z $why ]]; then
    note ok
    return
  fi
  if holds_back "$path"; then
    remember "held back $path"
    note 'held back' "$held_by would go with it; --prune agrees to that"
    return
  fi
  [[ $subject == key* ]] || explain_drift "$path" "$mode" "$owner" "$content"

  [[ -z $diffing ]] || compare_files "$path" "$content" "$secret"
  if [[ -n $checking ]] && judges_before; then
    private_scratch
    printf %s "$content" >"$scratch/judged"
    accepts "$scratch/judged" || refused || return
  fi
  notify "$@" || return
  if [[ -n $checking ]]; then
    note 'would change' "${why#, }"
  else
    replace_file "$path" "$mode" "$owner" "$content" || return
    note changed "${why#, }"
  fi
  remember "changed $path"
}

# regular TARGET: whether a regular file stands there, or may be put there.
regular() {
  contained "$1" || fail "$unsafe" 'look at what is in its place' || return
  if [[ -L $1 ]]; then
    fail 'it is a symbolic link' 'remove the link, or manage the file that it points to'
  elif [[ -d $1 ]]; then
    fail 'it is a folder' 'move the folder away'
  elif [[ -e $1 && ! -f $1 ]]; then
    fail 'it is a device, a pipe or a socket' 'move it away'
  fi
}

# contained TARGET: whether writing it stays below the root; if not, unsafe says why. Leaves us in /.
contained() {
  local folder=${1%/*}
  case ${1#"$root"} in
    [!/]* | '' | */ | */../* | */./* | */.. | */.) unsafe="'$1' is not the path of a file" && return 1 ;;
  esac
  while [[ -n $folder && ! -e $folder && ! -L $folder ]]; do
    folder=${folder%/*}
  done
  unsafe="$folder is not a folder"
  cd -P -- "${folder:-/}" 2>/dev/null || return
  unsafe="$folder leads out of $root, to $PWD"
  [[ -z $tree || $PWD/ == "$root"/* ]]
  set -- $?
  cd / || return
  return "$1"
}

# same_content FILE CONTENT: no fork. Text of ours has no NUL byte, at which read would stop with success.
same_content() {
  local have
  ! IFS= read -r -d '' have <"$1" && [[ $have == "$2" ]]
}

# attributes FILE: sets file_mode and file_owner, from one stat for all as long as nothing else has run.
attributes() {
  local i
  [[ -n ${files_epoch-} ]] || ask_files
  if [[ $files_epoch == "${epoch:-0}" ]]; then
    # They are asked for in their order: the next one is nearly always the one.
    for ((i = 0; i < ${#seen_modes[@]}; i++)); do
      if [[ ${seen_files[next_seen]} == "$1" ]]; then
        file_mode=${seen_modes[next_seen]% *} file_owner=${seen_modes[next_seen]#* }
        return
      fi
      next_seen=$(((next_seen + 1) % ${#seen_modes[@]}))
    done
  fi
  read -r file_mode file_owner <<<"$(stat -c '%a %U:%G' -- "$1")"
}

# ask_files: the mode and owner of every file that the steps name.
ask_files() {
  local name existing=() modes=''
  for name in "${asked_files[@]-}"; do
    [[ ! -f $name || -L $name ]] || existing+=("$name")
  done
  files_epoch=${epoch:-0} seen_files=() seen_modes=() next_seen=0
  [[ ${#existing[@]} -gt 0 ]] && modes=$(stat -c '%a %U:%G' -- "${existing[@]}") || return 0
  seen_files=("${existing[@]}")
  IFS=$'\n' read -r -d '' -a seen_modes <<<"$modes"
}

# compare_files PATH CONTENT SECRET: sets difference. A secret is never shown, on neither side.
compare_files() {
  local now=$root$1
  if [[ -n $3 ]]; then
    difference="(secret $3 differs)"
    return
  fi
  [[ -e $now ]] || now=/dev/null
  private_scratch
  printf %s "$2" >"$scratch/wanted"
  difference=$(diff -u --label "$1 (as it is)" --label "$1 (as it will be)" -- "$now" "$scratch/wanted" 2>&1)
}

}

# A file that its own program refuses is not left in place.
{

# accepts FILE: whether the judge of this step has nothing against it. Where the program is not installed nothing reads the file.
accepts() {
  local word call=()
  type -P "${judge[0]}" >/dev/null || return 0
  for word in "${judge[@]}"; do
    [[ $word != @ ]] || word=$1
    call+=("$word")
  done
  if [[ -n $judged_silent ]]; then
    "${call[@]}" >/dev/null 2>"$scratch/output" 9>&-
    [[ ! -s $scratch/output ]]
  else
    "${call[@]}" >"$scratch/output" 2>&1 9>&-
  fi
}

# judges_in_place: whether this step's judge knows only the place.
judges_in_place() {
  [[ ${#judge[@]} -gt 0 ]] && ! among @ "${judge[@]}"
}

# judges_before: whether it takes any file.
judges_before() {
  [[ ${#judge[@]} -gt 0 ]] && among @ "${judge[@]}"
}

# refused: what the judge said, as the failure of this step.
refused() {
  unnotify
  quote_output
  fail "${judge[0]} refuses it" 'read what it says above; what was there before is in place'
}

# doubt PATH: on disk before a file goes to its place to be judged there, with where its predecessor is kept.
doubt() {
  printf '%s\t%s\n' "$run" "$1" >"$state/.unjudged.new" && to_disk "$state/.unjudged.new" &&
    mv -fT -- "$state/.unjudged.new" "$state/unjudged"
}

# A run that was killed before the judge had spoken: its file is not ours to trust, and comes anew.
settle_doubt() {
  local number path
  [[ -f $state/unjudged ]] || return 0
  IFS=$'\t' read -r number path <"$state/unjudged"
  remember "unjudged $path"
  [[ -z $checking ]] || return 0
  contained "$root$path" && put_back "$path" "$number" && rm -f -- "$state/unjudged"
}

}

# A file is replaced: what was there is kept, and there is nothing in between.
{

# replace_file PATH MODE OWNER:GROUP CONTENT: the old file, or the new one, and nothing in between.
# The temporary name is one that no reader of a configuration folder takes for a file of its own.
replace_file() {
  local target=$root$1 folder=$root${1%/*} retry='make room or repair it, then run apply.sh again'
  [[ -z $before_change ]] || "$before_change" || return
  begin_run
  make_folder "$folder" || fail "$folder cannot be made" "$retry" || return
  if ! { make_temporary "$folder" && fill "$2" "$3" "$4" >"$temporary" && label "$1" "$temporary"; } 2>"$scratch/output"; then
    abandon "$retry" || return
  fi
  if judges_before && ! accepts "$temporary"; then
    rm -f -- "$temporary"
    temporary=
    refused || return
  fi
  hash_change "$temporary" "$target"
  { back_up "$1" "$after" && { ! remembered "maker $1" || keep_maker "$1"; }; } 2>"$scratch/output" ||
    { quote_output; rm -f -- "$temporary"; temporary=; unnotify; fail "$1 cannot be backed up" "$retry"; } || return
  if ! { own_file "$2" "$3" &&
    { ! judges_in_place || doubt "$1"; } &&
    mv -fT -- "$temporary" "$target" &&
    { ! remembered "relabel $1" || restorecon -- "$target"; }; } 2>"$scratch/output"; then
    abandon "$retry" || return
  fi
  temporary=
  judges_in_place || return 0
  if ! accepts "$target"; then
    put_back "$1" "$run"
    rm -f -- "$state/unjudged"
    refused || return
  fi
  rm -f -- "$state/unjudged"
}

# abandon WHAT-TO-DO: the new file did not come to its place.
abandon() {
  quote_output
  [[ -z $temporary ]] || rm -f -- "$temporary"
  temporary=
  unnotify
  fail 'it cannot be written' "$1"
}

# hash_change NEW OLD: sets after and before.
hash_change() {
  before=none
  if [[ -e $2 ]]; then
    hash_of "$1" "$2" && before=${hashes[1]}
  else
    hash_of "$1"
  fi && after=${hashes[0]}
}

# own_file MODE OWNER:GROUP: the file is whole, and on the list, before it is there.
own_file() {
  case $subject in
    'file'* | network*) own "$after ${1#0} $2" "$temporary" ;;
    *) own - "$temporary" ;;
  esac
}

# is_ours OWNER:GROUP FILE: what root has made is root's, unless root or the folder has another group.
is_ours() {
  [[ $1 == root:root && ${GROUPS[0]} == 0 && -O $2 && -G $2 ]]
}

# make_temporary FOLDER: sets temporary to a new file there, empty and for us alone. What somebody has put there is not opened.
make_temporary() {
  printf -v temporary '%s/.rackwright.%06x' "$1" "$((RANDOM << 9 ^ RANDOM))"
  [[ ! -e $temporary ]] || { printf '%s\n' "$temporary is there" >&2; temporary=; return 1; }
  set -o noclobber
  : >"$temporary" || temporary=
  set +o noclobber
  [[ -n $temporary ]]
}

# fill MODE OWNER:GROUP CONTENT: the temporary file, which is open already: its mode may let nobody write.
# It says nothing before that mode says who may read it.
fill() {
  { ((EUID != 0)) || is_ours "$2" "$temporary" || chown -- "$2" "$temporary"; } &&
    chmod -- "$1" "$temporary" && printf %s "$3"
}

# make_folder FOLDER: with its parents, as far as they are missing.
make_folder() {
  local mode=755
  [[ -d $1/ ]] && return
  # ssh believes no keys that others could have put there.
  [[ $1 != */.ssh ]] || mode=700
  make_folder "${1%/*}" && mkdir -m "$mode" -- "$1" && label "${1#"$root"}" "$1"
}

# keep_maker PATH: of a file that makes devices, the one that made what runs stays under pending until
# they have been brought up by its successor. It is empty where there was none.
keep_maker() {
  local kept=/var/lib/rackwright/pending$1
  [[ -z $tree ]] || return 0
  same_boot || { rm -rf -- /var/lib/rackwright/pending && mkdir -p -- /var/lib/rackwright &&
    printf '%s\n' "$this_boot" >/var/lib/rackwright/pending.boot; } || return
  [[ ! -e $kept ]] || return 0
  contained "$kept" && own_folder "${kept%/*}" || return
  if [[ -e $1 ]]; then cp -p -- "$1" "$kept.new"; else : >"$kept.new"; fi && mv -fT -- "$kept.new" "$kept"
}

# is_pending PATH: whether what runs was made by the predecessor of this file.
is_pending() {
  [[ -e /var/lib/rackwright/pending$1 ]] && same_boot
}

# same_boot: whether the machine has not been started anew since something became pending: a start makes all of it.
same_boot() {
  local recorded=none
  this_boot=unknown
  { IFS= read -r this_boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
  { IFS= read -r recorded </var/lib/rackwright/pending.boot; } 2>/dev/null
  [[ $recorded == "$this_boot" ]]
}

# label PATH FILE: the SELinux label that the policy has for PATH. Another root has a policy of its own.
# Without matchpathcon it can only be set in place, a moment later.
label() {
  local context
  [[ -z $tree || -n $offline ]] && has_policy || return 0
  if ! type -P matchpathcon >/dev/null; then
    remember "relabel $1"
    return
  fi
  context=$(matchpathcon -n -- "$1") || return
  [[ $context == '<<none>>' ]] || chcon -- "$context" "$2"
}

# has_policy: whether the kernel has an SELinux policy to ask.
has_policy() {
  type -P selinuxenabled >/dev/null && selinuxenabled
}

# label_at_boot: an installer whose kernel has no policy leaves the labels to the first start.
label_at_boot() {
  [[ -z $checking && -f /etc/selinux/config ]] || return 0
  has_policy || : >/.autorelabel
}

}

# What a run replaces is kept, by run, under /var/lib/rackwright, where nobody reads it as configuration.
{

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

}

# Packages: installed, never removed.
{

# packages NAME…: installed. Nothing is ever removed.
packages() {
  local name missing=() all_packages
  if surveying; then
    asked_packages+=("$@")
    return
  fi
  begin "${id:-package:$*}" || return 0
  if [[ -n $tree && -z $offline ]]; then
    note skipped 'packages need a running system'
    return
  fi
  for name; do
    case $name in
      # apt-get removes what ends in a minus.
      '' | -* | *- | *[!A-Za-z0-9._+:~-]*) fail "'$name' cannot be the name of a package" 'correct it in the stack' || return ;;
    esac
  done
  [[ -n ${packages_epoch-} ]] || ask_packages
  if [[ $packages_epoch == "${epoch:-0}" ]] || installed "$@"; then
    note ok
    return
  fi
  for name; do
    installed "$name" || missing+=("$name")
  done
  all_packages=${missing[*]}
  if [[ -n $checking ]]; then
    # What a package brings, apt-get also starts.
    [[ $manager != apt-get ]] || remember 'would install'
    note 'would change' "$all_packages"
    return
  fi
  note_services
  install_packages "${missing[@]}" ||
    fail "$manager could not install $all_packages" 'read what it says above; nothing is removed for them, so what they conflict with is yours to remove' || return
  forget
  installed "${missing[@]}" || fail "$manager succeeded, but not all of $all_packages are there" 'look for the right name' || return
  note changed "$all_packages"
}

# ask_packages: one query; in the common case all are installed, and no step asks again.
ask_packages() {
  packages_epoch=none
  ! installed ${asked_packages[@]+"${asked_packages[@]}"} || packages_epoch=${epoch:-0}
}

# installed NAME…: whether all are.
installed() {
  local states line
  if [[ $manager != apt-get ]]; then
    rpm -q -- "$@" >/dev/null 2>&1
    return
  fi
  states=$(dpkg-query -W -f '${Status}\n' -- "$@" 2>/dev/null) || return
  while read -r line; do
    [[ $line == *' installed' ]] || return
  done <<<"$states"
}

# install_packages NAME…: what the package manager says is for people, so it goes to standard error.
install_packages() {
  local quiet=(-q) careful=()
  # yum 3.0 knows no -q.
  [[ $manager != yum ]] || quiet=(-d 1 -e 1)
  if [[ $manager == apt-get ]]; then
    remembered 'asked the archive' || apt-get -q update >&2 9>&- || :
    remember 'asked the archive'
    export DEBIAN_FRONTEND=noninteractive
    careful=(--no-remove -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)
  fi
  "$manager" "${quiet[@]}" -y ${careful[@]+"${careful[@]}"} install -- "$@" >&2 9>&-
}

# note_services: which differ before a package is installed, which may start its own. That is a change of this run.
note_services() {
  local name active enabled
  for name in ${asked_services[@]+"${asked_services[@]}"}; do
    active=inactive enabled=disabled
    service_state "$name"
    [[ $active == active && -n $enabled && $enabled != disabled ]] || remember "differed $name"
  done
}

}

# Services.
{

# service_is NAME running|stopped: now, and at boot.
service_is() {
  local name=$1 wanted=$2 why='' active=inactive enabled=disabled
  if surveying; then
    asked_services+=("$name")
    claim service "$name" "$wanted"
    return
  fi
  begin "${id:-service:$name}" || return 0
  claim service "$name" "$wanted"
  if [[ -n $tree && -z $offline ]]; then
    note skipped 'services need a running system'
    return
  fi
  if ! service_differs; then
    # A package starts what it brings, and stops nothing.
    if [[ $wanted == running ]] && remembered "differed $name"; then
      note changed 'by its package'
      return
    fi
    existed=yes
    note ok
    return
  fi
  # Ours to take back is what we have put there: its place in the start of the machine.
  [[ $why == *'at boot'* ]] || existed=yes
  if [[ -n $checking ]]; then
    if [[ $wanted == running ]]; then remember "would run $name"; else remember "would stop $name"; fi
    # What its package starts will have read other files.
    if [[ -n $enabled ]] || ! remembered 'would install'; then settled_by_hand; fi
    note 'would change' "${why#, }"
    return
  fi
  own -
  if ! { if [[ -n $offline ]]; then start_at_boot "$name"; else set_service "$wanted" "$name"; fi; }; then
    quote_output
    fail "it could not be $wanted" 'read what it says above' || return
  fi
  forget
  settled_by_hand
  note changed "${why#, }"
}

# settled_by_hand: what starts now has read its files, and what is stopped will.
settled_by_hand() {
  case $why in *running*) ;; *) return ;; esac
  unmark restart "$name"
  unmark reload "$name"
}

# service_differs: whether $name is not as $wanted; why says how, active and enabled what it is.
service_differs() {
  active=inactive enabled=disabled
  if [[ -n $offline ]]; then starts_at_boot "$name"; else service_state "$name"; fi
  if [[ $wanted == running ]]; then
    [[ $active == active ]] || why="$why, not running"
    [[ -n $enabled && $enabled != disabled ]] || why="$why, not started at boot"
  else
    # apt-get starts what it installs.
    [[ -n $enabled ]] || ! remembered 'would install' || active=active enabled=enabled
    [[ $active != active ]] || why="$why, running"
    [[ $enabled != enabled ]] || why="$why, started at boot"
  fi
  [[ -n $why ]]
}

# service_state NAME: sets active and enabled. A unit that cannot be enabled (static, generated) is neither; of one
# that does not exist, enabled is empty.
service_state() {
  local i
  if [[ $init != systemd ]]; then
    service "$1" status >/dev/null 2>&1 9>&-
    # 1 and 2: it is dead, and has left a file behind that says it should not be.
    case $? in
      0) active=active ;;
      1 | 2) active=failed ;;
    esac
    ! chkconfig "$1" >/dev/null 2>&1 || enabled=enabled
    return
  fi
  [[ -n ${services_epoch-} ]] || ask_services ${asked_services[@]+"${asked_services[@]}"}
  if [[ $services_epoch != "${epoch:-0}" ]] || ! among "$1" ${service_names[@]+"${service_names[@]}"}; then
    ask_services "$1"
  fi
  for ((i = 0; i < ${#service_states[@]}; i++)); do
    [[ ${service_names[i]} == "$1" ]] || continue
    case ${service_states[i]} in
      *ActiveState=active* | *ActiveState=reloading*) active=active ;;
      *ActiveState=activating*) active=starting ;;
      *ActiveState=failed*) active=failed ;;
    esac
    case ${service_states[i]} in
      *UnitFileState=enabled*) enabled=enabled ;;
      *' UnitFileState=' | *' UnitFileState= '*) enabled='' ;;
      *UnitFileState=static* | *UnitFileState=alias* | *UnitFileState=indirect* | *UnitFileState=generated*) enabled=never ;;
    esac
    return
  done
}

# ask_services NAME…: one systemctl for all; it answers in their order, with an empty line between.
ask_services() {
  local line block=''
  services_epoch=${epoch:-0} service_names=("$@") service_states=()
  (($# > 0)) || return 0
  while IFS= read -r line; do
    if [[ -n $line ]]; then
      block="$block $line"
    else
      service_states+=("$block")
      block=
    fi
  done <<<"$(systemctl show -p ActiveState -p UnitFileState -- "$@" 2>/dev/null)"$'\n'
}

# starts_at_boot NAME: sets enabled, and active as it is wanted: nothing runs that could be otherwise.
starts_at_boot() {
  active=active
  [[ $wanted == running ]] || active=inactive
  if [[ $init != systemd ]]; then
    ! chkconfig "$1" >/dev/null 2>&1 || enabled=enabled
    return
  fi
  case $(systemctl is-enabled -- "$1" 2>/dev/null) in
    enabled*) enabled=enabled ;;
    static | alias | indirect | generated) enabled=never ;;
  esac
}

# start_at_boot NAME: or not, as it is wanted.
start_at_boot() {
  local verb=enable switch=on
  [[ $wanted == running ]] || verb=disable switch=off
  if [[ $init != systemd ]]; then
    outside chkconfig "$1" "$switch"
  else
    outside systemctl "$verb" -- "$1"
  fi
}

# set_service running|stopped|restarted|reloaded|started NAME: restarted and reloaded is what runs, started what has failed.
set_service() {
  if [[ $init != systemd ]]; then
    case $1 in
      running) outside chkconfig "$2" on && { service "$2" status >/dev/null 2>&1 9>&- || outside service "$2" start; } ;;
      stopped) outside chkconfig "$2" off && { ! service "$2" status >/dev/null 2>&1 9>&- || outside service "$2" stop; } ;;
      restarted | started) outside service "$2" restart ;;
      reloaded) outside service "$2" reload ;;
    esac
    return
  fi
  case $1 in
    running)
      case $why in *'at boot'*) outside systemctl enable -- "$2" || return ;; esac
      outside systemctl start -- "$2"
      ;;
    stopped)
      case $why in *'at boot'*) outside systemctl disable -- "$2" || return ;; esac
      outside systemctl stop -- "$2"
      ;;
    restarted) outside systemctl try-restart -- "$2" ;;
    reloaded) outside systemctl reload -- "$2" ;;
    started) outside systemctl restart -- "$2" ;;
  esac
}

}

# What has to be restarted: on disk before a file is replaced, forgotten once the unit has been seen running again.
{

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

}

# The running kernel, and the commands of the user.
{

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

}

# Network devices, as the running kernel has them: what is said of each.
{

# device nic|bond|vlan|bridge NAME [WORD VALUE…]: the words are
#   mtu BYTES     master DEVICE          vlan ID LOWER   option NAME VALUE   port NIC
#   stp on|off    forward_delay SECONDS  address CIDR    gateway ADDRESS     route TO VIA
#   made_by FILE  a file that makes it: when that changes, it is brought up again
#   shared FILE   a file that makes others too: what differs in the kernel decides
# What others have put there (a cluster's address, a guest's port on a bridge) is left alone.
device() {
  local kind=$1 name=$2 master='' why='' rewritten='' held=''
  [[ -z $tree ]] || return 0
  if surveying; then
    survey_device "$@"
    return
  fi
  if [[ $phase == act ]]; then
    begin "${id:-device:$name}" || return 0
  else
    step=${id:-device:$name} difference='' existed='' before='' after='' drift=''
  fi
  claim_device "$@"
  shift 2
  compare_device "$@"
  case $phase in
    act) report_device ;;
    bring_up) bring_up_device "$@" ;;
    prove) prove_device "$@" ;;
  esac
}

# survey_device KIND NAME [WORD VALUE…]: which files make devices, and which devices are ours.
survey_device() {
  guard_devices+=("$2")
  claim_device "$@"
  remember "ours $2"
  [[ $1 != bond ]] || remember "bond $2"
  while (($# > 3)); do
    shift 2
    case $1 in
      made_by | shared) remember "maker $2" ;;
      master) remember "port $2 $name" ;;
      address) own_addresses+=("$2") ;;
      vlan | option | route) shift ;;
    esac
  done
}

# Said now, or queued until all devices of the section have been looked at.
report_device() {
  local what=${why:-${rewritten:+$rewritten has changed}} others
  others_make "$name"
  [[ -z $others ]] || others="also made by $others"
  if [[ -z $what ]]; then
    note ok "$others"
    return
  fi
  what=$what${others:+, $others}
  if [[ -n $held ]]; then
    note 'held back' "$what; it waits for $held"
    return
  fi
  if [[ -n $activating && -n $checking ]]; then
    note 'would change' "$what"
  elif [[ -n $activating ]]; then
    remember differs
    remember "differs $name" && own -
  else
    note 'pending activation' "$what"
  fi
}

# claim_device KIND NAME [WORD VALUE…]: with the files that it goes with, if they are no longer there.
claim_device() {
  local kind=$1 name=$2 what=$1
  while (($# > 3)); do
    shift 2
    case $1 in
      made_by | shared) what="$what $2" ;;
      vlan | option | route) shift ;;
    esac
  done
  claim device "$name" "$what"
}

}

# What others have said of the devices that are ours. It is named, and never touched: whose it is knows why.
{

# others_make DEVICE: sets others to the files, not ours, that make it too.
# NetworkManager leaves alone what /etc/network/interfaces names, but a port has no stanza there.
others_make() {
  local path
  others=
  for path in /etc/network/interfaces.d/*; do
    # As ifupdown reads their names.
    [[ $network == ifupdown && -f $path && ${path##*/} != *[!A-Za-z0-9_-]* ]] || continue
    ! begins_a_line "$path" "iface $1" || others="$others, $path"
  done
  for path in /etc/NetworkManager/system-connections/*.nmconnection; do
    [[ $network != ifcfg && -f $path ]] || continue
    remembered "maker $path" || ! begins_a_line "$path" "interface-name=$1" || others="$others, $path"
  done
  others=${others#, }
}

# begins_a_line FILE WORDS: one word or two, with any white space between.
begins_a_line() {
  local first second
  while read -r first second _ || [[ -n $first ]]; do
    [[ $first${second:+ $second} != "$2" ]] || return 0
  done <"$1"
  return 1
}

}

# A network device is brought up, one at a time.
{

# bring_up SECTION: whether its devices are walked again, each to be brought up if it differs.
bring_up() {
  [[ $phase == act && $current == "$1" && -z $failed && -n $activating && -z $checking ]] || return
  { remembered differs || network_goes; } && arm || return
  # Between down and up the line to the operator may be gone: its end must not be ours.
  trap '' HUP INT TERM
  phase=bring_up
  network_leftovers
}

# prove SECTION: whether they are walked a last time, to say what came of it.
prove() {
  [[ $phase == bring_up && $current == "$1" ]] || return
  phase=prove
}

# settle SECTION: its devices are what their files say now, so nothing is pending any more.
settle() {
  local event
  [[ $current == "$1" ]] || return 0
  conclude
  [[ $phase == prove ]] || return 0
  phase=act
  stop_on_signals
  [[ -z $failed ]] || return 0
  for event in ${events[@]+"${events[@]}"}; do
    [[ $event != 'maker '* || ! -e /var/lib/rackwright/pending${event#maker } ]] ||
      rm -f -- "/var/lib/rackwright/pending${event#maker }"
  done
}

# One device at a time, in the order of the script: a cycled bond takes its VLANs down, and their turn is next.
# bring_up_device [WORD VALUE…]: as device has them.
bring_up_device() {
  local target=$name old
  # What is there is not what makes it.
  [[ -z $failed && -z $held && -n $why$rewritten ]] || return 0
  case $network in
    keyfile | managed-ifcfg)
      reload_profiles || { not_brought_up "$name"; return; }
      at_rest
      why=''
      compare_device "$@"
      [[ -n $why ]] || { [[ -n $rewritten ]] && ! came_by_itself "$name"; } || return 0
      # A controller that comes up brings its ports with it.
      [[ -z $master ]] || ! remembered "differs $master" || remembered "brought up $master" || target=$master
      ;;
    ifcfg | early-ifcfg)
      if [[ $kind == nic ]] && remembered "bond $master"; then
        # The card shows the bond's address, so ifup would refuse it: the bond brings it up.
        target=$master
        # Nobody else takes away the address that it had by itself. The bond lacks a port, and its turn is next.
        if ! is_port "$name" "$master"; then
          [[ ! -d /sys/class/net/$name ]] || outside ifdown "$name"
          forget
          return 0
        fi
      fi
      ;;
    ifupdown)
      # A port has no stanza any more. If it had one, that is taken down first; its master makes it anew.
      if [[ $kind != bond && -n $master ]]; then
        target=$master
        old_interfaces "$name"
        [[ -z $old ]] || outside ifdown -i "$old" --force "$name"
      fi
      ;;
  esac
  # A file that changed has taken effect by now if somebody else's turn has made the device anew.
  [[ -n $why ]] || ! remembered "brought up $target" || return 0
  [[ -n $why ]] || ! remembered "brought up $master" || return 0
  cycle "$target" || return
  # A bond that was made anew is not a port of its bridge.
  [[ $network != ifupdown || $kind != bond || -z $master ]] || cycle "$master"
}

# cycle DEVICE: once in a run.
cycle() {
  local old path ports=()
  remembered "brought up $1" && return
  for path in "/sys/class/net/$1/brif"/*; do
    [[ ! -e $path ]] || ports+=("${path##*/}")
  done
  remember "brought up $1"
  touch_device "$1"
  case $network in
    keyfile | managed-ifcfg) renew_profile 60 "$1" id "$1" ;;
    ifcfg | early-ifcfg)
      [[ ! -d /sys/class/net/$1 ]] || outside ifdown "$1"
      outside ifup "$1"
      ;;
    ifupdown)
      # What is there was made by the old file, so the old file takes it down.
      old_interfaces "$1"
      [[ -z $old ]] || outside ifdown -i "$old" --force "$1"
      [[ -n $old ]] || outside ifdown --force "$1"
      outside ifup "$1"
      ;;
  esac && rejoin "$1" ${ports[@]+"${ports[@]}"} && forget && return
  not_brought_up "$1"
}

# not_brought_up DEVICE
not_brought_up() {
  quote_output
  fail "$1 could not be brought up" 'read what it says above; the old files are under /var/lib/rackwright/backup'
}

# rejoin BRIDGE PORT…: the guests' ports that the bridge has lost. A card, a bond or a VLAN that it had is
# a port again only if the stack says so.
rejoin() {
  local bridge=$1 port
  shift
  for port; do
    [[ -d /sys/class/net/$port && ! -e /sys/class/net/$port/brport ]] || continue
    if ! remembered "port $bridge $port"; then
      ! remembered "ours $port" || continue
      [[ ! -e /sys/class/net/$port/device && ! -d /sys/class/net/$port/bonding && ! -e /proc/net/vlan/$port ]] || continue
      # Somebody else has it by now.
      [[ ! -e /sys/class/net/$port/master ]] || continue
    fi
    case $network in
      # Its ip has no word for it.
      ifcfg | early-ifcfg) outside brctl addif "$bridge" "$port" || return ;;
      *) outside ip link set "$port" master "$bridge" || return ;;
    esac
  done
}

# old_interfaces DEVICE: sets old to the file that made it, as long as that has a successor that did not.
old_interfaces() {
  local event
  old=
  for event in ${events[@]+"${events[@]}"}; do
    [[ $event != "old $1 "* ]] || old=/var/lib/rackwright/pending${event#"old $1 "}
  done
  [[ -s $old ]] || old=
}

# Ports join a little after their controller is up: a device has 10 seconds to become what it should be.
prove_device() {
  local tries
  if [[ -n $failed ]]; then
    [[ $failed == "$step" ]] || note 'not reached'
    return
  fi
  [[ -z $held ]] || return 0
  for ((tries = 0; tries < 10; tries++)); do
    [[ -n $why ]] || break
    sleep 1
    forget
    why=''
    compare_device "$@"
  done
  if [[ -n $why ]]; then
    fail "it was brought up, and still: $why" "compare its files with the kernel's log"
  elif remembered "differs $name"; then
    note changed
  fi
}

}

# NetworkManager's profiles. It brings a new one up by itself as soon as it has read it, and a controller's
# ports when their controller is up. Who asks for one of these meanwhile interrupts that, and both may fail.
{

# reload_profiles: it reads what was written, once in a run.
reload_profiles() {
  local each
  remembered reloaded && return
  remember reloaded
  for each in ${guard_devices[@]+"${guard_devices[@]}"}; do
    ! remembered "differs $each" || touch_device "$each"
  done
  busy=yes
  ask_manager "$scratch/managed.before"
  outside nmcli connection reload
}

# renew_profile SECONDS DEVICE id|uuid VALUE: down, and when that is done, up. Asked to do both at once NetworkManager
# makes a bond anew while the old one is still on its way out, and takes the end of that one for the end of this.
renew_profile() {
  at_rest
  if is_connected "$2" "$scratch/managed"; then
    busy=yes
    outside nmcli --wait "$1" 'device' disconnect "$2"
    at_rest
    # One of its ports may have brought it up again.
    ! is_connected "$2" "$scratch/managed" || return 0
  fi
  busy=yes
  outside nmcli --wait "$1" connection up "$3" "$4"
}

# ask_manager FILE: "DEVICE:STATE:PROFILE" of every device. Its word for that is in quotes: it is no verb of ours.
ask_manager() {
  nmcli -t -f DEVICE,STATE,CONNECTION 'device' >"$1" 2>/dev/null
}

# at_rest: until none of our devices comes up or goes down. Between two of its steps a device looks idle, so that
# it is asked twice. What takes longer than 30 seconds waits for something else; so does a port that has lost its
# controller, and asks for an address by another profile than its own: whoever brings the controller up ends that.
at_rest() {
  local tries calm=0 name doing profile
  [[ -n $busy ]] || return 0
  busy=
  for ((tries = 0; calm < 2 && tries < 30; tries++)); do
    ((tries == 0)) || sleep 1
    ask_manager "$scratch/managed"
    calm=$((calm + 1))
    while IFS=: read -r name doing profile; do
      case $doing in
        connecting* | deactivating*)
          [[ $doing == *'getting IP configuration'* && $profile != "$name" ]] ||
            ! among "$name" ${guard_devices[@]+"${guard_devices[@]}"} || calm=0
          ;;
      esac
    done <"$scratch/managed"
  done
  forget
}

# came_by_itself DEVICE: by its own profile, when that was read and not before.
came_by_itself() {
  is_connected "$1" "$scratch/managed" && ! is_connected "$1" "$scratch/managed.before"
}

# has_connection DEVICE FILE: whether any profile is in use on it, as the file of ask_manager says: with nothing, or two
# dashes, for none.
has_connection() {
  local name doing profile
  while IFS=: read -r name doing profile; do
    [[ $name != "$1" || ${profile:---} == -- ]] || return 0
  done <"$2"
  return 1
}

# is_connected DEVICE FILE: by a profile of its own name, as the file of ask_manager says.
is_connected() {
  local name doing profile
  while IFS=: read -r name doing profile; do
    [[ $name != "$1" || $doing != connected || $profile != "$1" ]] || return 0
  done <"$2"
  return 1
}

}

# A network device is compared with the kernel.
{

# compare_device [WORD VALUE…]: sets why, rewritten, master and held.
compare_device() {
  local sys=/sys/class/net/$name value ports=() port there=''
  if [[ ! -d $sys || ($kind == bond && ! -d $sys/bonding) || ($kind == bridge && ! -d $sys/bridge) ]]; then
    differs 'does not exist'
    [[ ! -d $sys ]] || why=", is no $kind"
  else
    there=yes
    read_value "$sys/flags"
    ((value & 1)) || differs 'is down'
  fi
  while (($# > 1)); do
    case ${there:+compare} in
      compare) compare_word "$@" ;;
    esac
    case $1 in
      master) master=$2 ;;
      port) ports+=("$2") ;;
      made_by)
        ! remembered "held back $2" || held=$2
        ! { remembered "changed $2" || is_pending "$2"; } || rewritten=$2
        ! is_pending "$2" || remember "old $name $2"
        ;;
      shared)
        ! remembered "held back $2" || held=$2
        ! is_pending "$2" || remember "old $name $2"
        ;;
      vlan | option | route) shift ;;
    esac
    shift 2
  done
  if [[ -n $there && -z $master && (-e $sys/master || -e $sys/brport) ]]; then
    differs 'is a port of another device'
  fi
  if [[ -n $there && $kind == bond ]]; then
    read_value "$sys/bonding/slaves"
    for port in $value; do
      among "$port" ${ports[@]+"${ports[@]}"} || differs "$port is one of its ports"
    done
  fi
  why=${why#, }
}

# compare_word WORD VALUE…: one property of a device that exists.
compare_word() {
  case $1 in
    mtu)
      read_value "$sys/mtu"
      [[ $value == "$2" ]] || differs "mtu $value and not $2"
      ;;
    master | port)
      if [[ $1 == port ]]; then set -- "$1" "$name" "$2"; else set -- "$1" "$2" "$name"; fi
      is_port "$3" "$2" || differs "$3 is not a port of $2"
      ;;
    option)
      # The kernel says "802.3ad 4", "fast 1", "100", and "10.0.0.1 10.0.0.2" for a list.
      read_value "$sys/bonding/$2"
      [[ $value == "$3" || ${value% *} == "$3" || ${value// /,} == "$3" ]] || differs "$2 ${value:-unset} and not $3"
      ;;
    vlan) is_vlan "$2" "$3" || differs "is not VLAN $2 on $3" ;;
    stp)
      read_value "$sys/bridge/stp_state"
      if [[ $value == 0 ]]; then value=off; else value=on; fi
      [[ $value == "$2" ]] || differs "stp $value and not $2"
      ;;
    forward_delay)
      # In hundredths of a second.
      read_value "$sys/bridge/forward_delay"
      [[ $value == "${2}00" || $value$2 == 00 ]] || differs "forward delay ${value%??} s and not $2 s"
      ;;
    address) has_address "$2" || differs "no address $2" ;;
    gateway) has_route default "$2" || differs "no default route by $2" ;;
    route) has_route "$2" "$3" || differs "no route to $2 by $3" ;;
  esac
}

# is_port PORT DEVICE
is_port() {
  local value
  read_value "/sys/class/net/$2/bonding/slaves"
  [[ " $value " == *" $1 "* || -e /sys/class/net/$2/brif/$1 ]]
}

# differs HOW
differs() {
  why="$why, $1"
}

# read_value FILE: sets value to its first line.
read_value() {
  value=
  [[ ! -r $1 ]] || { IFS= read -r value <"$1"; } 2>/dev/null
  value=${value% }
}

# is_vlan ID LOWER: "bond0.667      | 667  | bond0"
is_vlan() {
  local device id lower
  [[ -r /proc/net/vlan/config ]] || return
  while IFS='| ' read -r device id lower; do
    [[ $device != "$name" || $id != "$1" || ${lower% } != "$2" ]] || return 0
  done </proc/net/vlan/config
  return 1
}

# has_address CIDR: "7: br666    inet 10.66.6.1/24 brd …"
has_address() {
  local device address rest
  ask_kernel
  while read -r _ device _ address rest; do
    [[ ${device%%@*} != "$name" || $address != "$1" ]] || return 0
  done <<<"$kernel_addresses"
  return 1
}

# has_route TO VIA: "10.9.0.0/16 via 10.66.6.9 dev br666 …"; a route to one host has no /32.
has_route() {
  local to via device wanted=${1%/32}
  [[ $wanted != 0.0.0.0/0 ]] || wanted=default
  ask_kernel
  while read -r to _ via _ device _; do
    [[ $to != "$wanted" || $via != "$2" || $device != "$name" ]] || return 0
  done <<<"$kernel_routes"
  return 1
}

# ask_kernel: all addresses and routes at once, again after anything has run.
ask_kernel() {
  [[ ${kernel_epoch-} != "${epoch:-0}" ]] || return 0
  kernel_addresses=$(ip -o -4 addr show 2>/dev/null)
  kernel_routes=$(ip -4 route show 2>/dev/null)
  kernel_epoch=${epoch:-0}
}

}

# What the script no longer has is removed, if it is ours and still as we left it.
{

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

}

# How each kind of thing is removed. Each is first found to be as we left it.
{

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

}

# A network device that the script no longer has is taken down, and its files go.
{

# device_is_gone NAME WORDS: neither in the kernel nor in a file that makes several. WORDS are its kind and those files.
device_is_gone() {
  local maker text=''
  [[ -n $tree || ! -d /sys/class/net/$1 ]] || return
  for maker in ${2#* }; do
    [[ $maker == /* && -r $root$maker ]] || continue
    claimed network "$maker" || continue
    ! IFS= read -r -d '' text <"$root$maker"
    [[ $text != *"iface $1 "* ]] || return
  done
  return 0
}

# holds_back PATH: whether a file that makes several devices must stay as it is, because one that the script no
# longer has would go with it and nobody has agreed to that.
holds_back() {
  local i
  [[ -z $pruning ]] || return
  for i in ${prunable[@]+"${prunable[@]}"}; do
    if [[ ${kinds[i]} == 'device' && " ${said[i]} " == *" $1 "* ]]; then
      held_by=${ids[i]}
      return
    fi
  done
  return 1
}

# network_goes: whether some of it is to be removed, which somebody has agreed to.
network_goes() {
  local i
  [[ -n $pruning ]] || return
  for i in ${prunable[@]+"${prunable[@]}"}; do
    case ${kinds[i]} in 'device' | network) return 0 ;; esac
  done
  return 1
}

# network_leftovers: those of the network, while the network is brought up: before new devices want their addresses.
network_leftovers() {
  local i kind order='device network' current=leftovers
  # initscripts takes a device down by its file, NetworkManager by the file's absence.
  case $network in keyfile | managed-ifcfg) order='network device' ;; esac
  for kind in $order; do
    for i in ${obsolete[@]+"${obsolete[@]}"}; do
      [[ ${kinds[i]} == "$kind" ]] || continue
      remembered "done with $i" && continue
      remember "done with $i"
      leave_behind "$i"
    done
  done
}

# remove_device NAME WORDS
remove_device() {
  local name=$1 shape=${2%% *} path port entries=()
  # Without its kernel there is nothing to take down; its files are leftovers of their own.
  if [[ -n $tree || ! -d /sys/class/net/$name ]]; then
    gone
    return
  fi
  for path in "/sys/class/net/$name/brif"/*; do
    port=${path##*/}
    [[ -e $path ]] || continue
    entries_of 'device' "$port"
    [[ ${#entries[@]} -eq 0 ]] || continue
    note 'pending activation' "$port is on it, which is not ours"
    return
  done
  if [[ -z $activating ]]; then
    note 'pending activation' 'it goes when the network is activated, or with the next start'
    return
  fi
  if [[ -n $checking ]]; then
    gone
    return
  fi
  begin_run
  take_down || {
    quote_output
    fail "$name could not be taken down" 'read what it says above'
    return
  }
  forget
  gone
}

# take_down: $name, which is a $shape, by what made it; and if that does not know it any more, by the kernel.
take_down() {
  touch_device "$name"
  local old=/var/lib/rackwright/pending/etc/network/interfaces
  case $network in
    ifcfg | early-ifcfg) [[ ! -e /etc/sysconfig/network-scripts/ifcfg-$name ]] || outside ifdown "$name" ;;
    ifupdown)
      if [[ ! -s $old ]] || ! same_boot; then old=/etc/network/interfaces; fi
      outside ifdown -i "$old" --force "$name"
      ;;
    keyfile | managed-ifcfg) reload_profiles && at_rest ;;
  esac
  [[ -d /sys/class/net/$name ]] || return 0
  case $shape in
    nic) return 0 ;;
    # The ip of 2.6.32 has no word for these two.
    bond) printf '%s\n' "-$name" 2>"$scratch/output" >/sys/class/net/bonding_masters ;;
    bridge)
      if [[ $network == ifcfg || $network == early-ifcfg ]]; then
        outside ip link set "$name" down && outside brctl delbr "$name"
      else
        outside ip link delete "$name"
      fi
      ;;
    *) outside ip link delete "$name" ;;
  esac && [[ ! -d /sys/class/net/$name ]]
}

}

# What has changed this machine: /var/log/rackwright/history.jsonl, a line per step that changed something.
{

# log_step RESULT DETAIL: with what the file was and is, where the step is about one.
log_step() {
  local text folder=$root/var/log/rackwright
  begin_run
  text="{\"run\":\"$run\",\"time\":\"$run_time\",\"host\":"
  json_string "$host"
  text="$text$quoted,\"section\":"
  json_string "$current"
  text="$text$quoted${guarded:+,\"network\":true},\"step\":"
  json_string "$step"
  text="$text$quoted,\"result\":\"$1\""
  if [[ -n $2 ]]; then
    json_string "$2"
    text="$text,\"detail\":$quoted"
  fi
  [[ -z $before$after ]] || text="$text,\"before\":\"${before:-none}\",\"after\":\"${after:-none}\""
  contained "$folder/history.jsonl" && make_folder "$folder" && printf '%s}\n' "$text" 2>/dev/null >>"$folder/history.jsonl" && return
  remembered 'no history' || printf 'apply.sh: %s\n' "$folder/history.jsonl cannot be written; the history lacks this run" >&2
  remember 'no history'
}

# show_history: as it is with --json, else the words of each line.
show_history() {
  local line text pattern string='"(([^"\]|\\.)*)"' log=$root/var/log/rackwright/history.jsonl
  [[ -e $log ]] || return 0
  [[ -r $log ]] || refuse "$log cannot be read" 'it is for root'
  pattern="^[{]\"run\":$string,\"time\":$string,.*\"step\":$string,\"result\":$string(,\"detail\":$string)?"
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ -z $json && $line =~ $pattern ]]; then
      text=${BASH_REMATCH[10]}
      printf '%s  %s  %-12s  %s%s\n' "${BASH_REMATCH[3]}" "run ${BASH_REMATCH[1]}" "${BASH_REMATCH[7]}" \
        "${BASH_REMATCH[5]}" "${text:+  ($text)}"
    else
      printf '%s\n' "$line"
    fi
  done <"$log"
}

}

# The files of the last run are put back.
{

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

}

# The guard: a change of the running network is taken back unless it is confirmed.
#
# /var/lib/rackwright/guard is there as long as a change is under way, and holds all
# that is needed to take it back. A process of its own waits beside us; when we end
# without a confirmation, however that comes, it puts back the files and what ran. If
# the machine itself ends, a unit does so before the next boot brings the network up.
{

# neighbour DEVICE ADDRESS MTU WHO: somebody who must still answer, if he does before.
neighbour() {
  ! surveying || neighbours+=("$*")
}

# guard: what is under way of an earlier run, before this one begins.
guard() {
  case $phase in
    names) guardable=yes neighbours=() guard_files=() guard_devices=() own_addresses=() ;;
    survey)
      guard_names
      [[ -z $confirming ]] || answer_of_a_person
      [[ -n $checking || -n $tree ]] || left_behind
      ;;
  esac
}

# arm: before the first file or device of a change. Nothing of the network has been touched yet.
arm() {
  local i
  [[ -z $armed && -n $activating && -z $checking ]] || return 0
  local retry="repair it, or give --no-activate-network to write files only"
  type -P ping >/dev/null || give_up 'there is no ping, by which the change would be judged' 'install it' || return
  reversible || give_up "it could not be taken back: $irreversible" "$retry" || return
  # What goes for good has not to be made again; as far as its files are there, it is.
  for i in ${obsolete[@]+"${obsolete[@]}"}; do
    case ${kinds[i]} in
      network) guard_files+=("${ids[i]}") ;;
      'device') guard_devices+=("${ids[i]}") ;;
    esac
  done
  look_around before
  unused_addresses || give_up "$taken" 'give this machine another address in the stack' || return
  keep_all || not_kept || return
  if ! supervisor; then
    quote_output
    remove_guard
    give_up 'nobody could be set to take it back' "$retry" || return
  fi
  enter activating $((120 + 30 * ${#guard_devices[@]})) || not_kept || return
  armed=yes
}

# not_kept: the disk is full, or broken.
not_kept() {
  remove_guard
  give_up 'what is there now could not be kept under /var/lib/rackwright' 'make room or repair it, then run apply.sh again'
}

# give_up WHY WHAT-TO-DO: the network is left as it is.
give_up() {
  fail "the network was left as it is: $1" "$2"
  withheld=yes
  return 1
}

# conclude: after the devices of a guarded section.
conclude() {
  [[ -n $armed ]] || return 0
  if [[ -n $failed ]]; then
    take_back_now "$failed failed"
  elif ! { enter probing $((probe_seconds + 30)) && look_until_good; }; then
    step=guard:network
    if [[ -n $patience ]]; then
      printf 'apply.sh: %s\n' "$missed" >&2
      ask_a_person
    else
      fail "$missed" 'see the cabling and the switch; what was there before is put back'
      take_back_now "$missed"
    fi
  elif [[ -n $patience ]]; then
    step=guard:network
    ask_a_person
  else
    commit
  fi
  armed=''
}

# commit: from here on the change stays.
commit() {
  if decide confirmed; then
    remove_guard
    return
  fi
  step=guard:network
  fail 'the change took too long, and is being taken back' 'run it again when the machine has less to do'
  await_end
}

# ask_a_person: --confirm-within. Our end does not matter any more, theirs decides.
ask_a_person() {
  enter waiting "$patience"
  printf 'apply.sh: the network is changed. If you can still get in, say so within %s seconds, from a new session:\n  bash apply.sh --confirm\n' "$patience" >&2
  while [[ -d $guard ]]; do sleep 1; done
  [[ -e $outcome ]] || return 0
  went_back=yes
  fail 'nobody has confirmed it, so it was taken back' 'run it again with more time, or look at why nobody could get in'
}

# answer_of_a_person: --confirm, the answer of a person in a new session.
answer_of_a_person() {
  local phase=''
  [[ -d $guard ]] || refuse 'no change of the network is under way' "$(last_outcome)"
  { read -r phase _ <"$guard/phase"; } 2>/dev/null
  [[ $phase == waiting ]] || refuse 'the change is not ready to be confirmed' 'try again in a few seconds'
  decide confirmed || refuse 'it is being taken back already' 'run apply.sh again, with more time'
  remove_guard
  printf 'the change of the network stays\n'
  verdict=0
  exit
}

# last_outcome: what became of the last change.
last_outcome() {
  local text=''
  { IFS= read -r -d '' text <"$outcome"; } 2>/dev/null
  if [[ -n $text ]]; then printf 'the last one was taken back: %s' "${text%%$'\n'*}"; else printf 'if there was one, it has been confirmed'; fi
}

# take_back_now WHY: by the one who is there for it; by ourselves if he has gone.
take_back_now() {
  printf '%s\n' "$1" >"$guard/why"
  enter reverting 0
  await_end
}

# await_end: until what was there before is there again.
await_end() {
  while [[ -d $guard ]] && supervised; do sleep 1; done
  [[ ! -d $guard ]] || supervise now
  went_back=yes
  log_step 'taken back' "$(last_outcome)"
  printf 'apply.sh for %s: the network is as it was before%s\n' "$host" "$(differences)" >&2
}

# differences: what could not be put back, if anything.
differences() {
  local line text=''
  while IFS= read -r line; do
    [[ $line != '! '* ]] || text="$text"$'\n'"  but ${line#! }"
  done <"$outcome"
  printf %s "$text"
}

# enter PHASE SECONDS: how long it may take. Nobody reads half a line.
enter() {
  printf '%s %s\n' "$1" "$2" >"$guard/phase.new" && mv -f -- "$guard/phase.new" "$guard/phase"
}

# left_behind: of a run that ended with its supervisor, and without a boot since.
left_behind() {
  rm -rf -- "$guard.new"
  [[ -d $guard ]] || return 0
  ! supervised || refuse 'a change of the network is under way' 'confirm it with --confirm, or wait until it has been taken back'
  [[ -e $guard/confirmed ]] || untouched || printf 'apply.sh: the last change of the network was cut off, and is taken back first\n' >&2
  supervise now
}

# keep_all: what is needed to take it back, complete before it has its name.
keep_all() {
  local path
  rm -rf -- "$guard.new" && mkdir -p -- "$guard.new/files" && : >"$guard.new/absent" && : >"$guard.new/present" || return
  for path in ${guard_files[@]+"${guard_files[@]}"}; do
    if [[ -e $path ]]; then
      mkdir -p -- "$guard.new/files${path%/*}" && cp -p -- "$path" "$guard.new/files$path" &&
        printf '%s\n' "$path" >>"$guard.new/present" || return
    else
      printf '%s\n' "$path" >>"$guard.new/absent" || return
    fi
  done
  [[ ! -d /var/lib/rackwright/pending ]] || cp -a /var/lib/rackwright/pending "$guard.new/pending" || return
  if [[ -e /var/lib/rackwright/owned ]]; then
    cp -p /var/lib/rackwright/owned "$guard.new/owned" || return
  else
    : >"$guard.new/owned" || return
  fi
  printf '%s\n' ${guard_devices[@]+"${guard_devices[@]}"} >"$guard.new/ours" &&
    printf '%s\n' "$$ $(start_of $$)" >"$guard.new/apply" &&
    printf '%s\n' 'arming 60' >"$guard.new/phase" && : >"$guard.new/touched" && : >"$guard.new/undecided" &&
    keep_running "$guard.new" &&
    supervisor_script >"$guard.new/supervise.sh" || return
  sync
  mv -T -- "$guard.new" "$guard" && keep_through_boot && sync
}

# touch_device DEVICE: it is about to be changed.
touch_device() {
  [[ -z $armed ]] || printf '%s\n' "$1" >>'/var/lib/rackwright/guard/touched'
}

# keep_through_boot: what takes the change back if the machine ends before it is confirmed.
keep_through_boot() {
  if [[ $init == systemd ]]; then
    mkdir -p -- "${boot_unit%/*}/sysinit.target.wants" || return
    printf '%s\n' \
      '# A change of the network that nobody confirmed is taken back before it is brought up.' \
      '[Unit]' \
      'Description=Take back an unconfirmed change of the network' \
      'DefaultDependencies=no' \
      'RequiresMountsFor=/var/lib/rackwright' \
      'After=local-fs.target' \
      'Before=network-pre.target networking.service NetworkManager.service network.service shutdown.target' \
      'Conflicts=shutdown.target' \
      'Wants=network-pre.target' \
      '' \
      '[Service]' \
      'Type=oneshot' \
      'ExecStart=/bin/bash /var/lib/rackwright/guard/supervise.sh boot' >"$boot_unit" || return
    ln -sf -- "$boot_unit" "${boot_unit%/*}/sysinit.target.wants/"
  else
    # Before S10network.
    printf '%s\n' '#!/bin/bash' \
      '# chkconfig: 2345 09 91' \
      '# description: take back a change of the network that nobody confirmed' \
      "[ \"\$1\" != start ] || [ ! -e $guard/supervise.sh ] || /bin/bash $guard/supervise.sh boot" \
      >"$boot_script" && chmod 755 -- "$boot_script" && chkconfig --add "${boot_script##*/}"
  fi
}

# supervisor: somebody who does not end with us, nor with our session.
supervisor() {
  local tries
  if [[ $init == systemd && -d /run/systemd/system ]]; then
    # What ifup starts for good, a DHCP client, must not end with it.
    outside systemd-run --property=KillMode=process --unit="rackwright-guard-$$" --description='Rackwright: takes back an unconfirmed change of the network' \
      /bin/bash "$guard/supervise.sh" wait || return
  else
    setsid /bin/bash "$guard/supervise.sh" wait </dev/null >/dev/null 2>&1 9>&- &
  fi
  for ((tries = 0; tries < 100; tries++)); do
    ! supervised || return 0
    sleep 0.1
  done
  return 1
}

# supervised: whether somebody is there to take it back.
supervised() {
  local pid='' since=''
  { read -r pid since <"$guard/supervisor"; } 2>/dev/null
  [[ -n $pid && $(start_of "$pid") == "$since" ]]
}

# start_of PID: when, in ticks since boot; nothing if it has gone. The name may hold blanks and brackets.
start_of() {
  local stat='' words
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null
  read -r -a words <<<"${stat##*) }"
  [[ ${words[0]-Z} == [ZX] ]] || printf %s "${words[19]}"
}

}

# What must still answer after a change of the network, as far as it answered before.
{

# look_around before|after: every probe at once; who answered is in answers, a line each.
look_around() {
  local i words into=$scratch/probes jobs=() text=''
  rm -rf -- "$into"
  mkdir -p -- "$into"
  for ((i = 0; i < ${#neighbours[@]}; i++)); do
    read -r -a words <<<"${neighbours[i]}"
    ask_neighbour "${words[@]}" >"$into/$i" 2>/dev/null 9>&- &
    jobs+=("$!")
  done
  ask_gateway >"$into/gateway" 2>/dev/null 9>&- &
  jobs+=("$!")
  # Not a bare wait: a supervisor may be a child of ours too.
  for i in "${jobs[@]}"; do wait "$i"; done
  answers=''
  for i in "$into"/*; do
    { IFS= read -r -d '' text <"$i"; } 2>/dev/null
    answers=$answers$text
  done
  look_at_bonds
  look_at_sessions "$1"
  [[ $1 != before ]] || answers_before=$answers
}

# ask_neighbour DEVICE ADDRESS MTU WHO…: whether he answers ARP, small packets, and the largest.
ask_neighbour() {
  local device=$1 address=$2 size=$(($3 - 28)) who
  shift 3
  who="$* ($address, on $device)"
  ip neigh flush to "$address" dev "$device"
  if reaches "$address" "$device" 56; then
    printf '%s\n' "$who" "$who by ping"
    ! reaches "$address" "$device" "$size" || printf '%s\n' "$who by packets of $size bytes"
  elif has_neighbour "$address" "$device"; then
    printf '%s\n' "$who"
  fi
}

# ask_gateway: the way out, whoever it is. "default via 10.66.6.254 dev br666 …"
ask_gateway() {
  local via device
  read -r _ _ via _ device _ <<<"$(ip -4 route show default)"
  [[ -n $device ]] || return 0
  ip neigh flush to "$via" dev "$device"
  ! reaches "$via" "$device" 56 && ! has_neighbour "$via" "$device" || printf '%s\n' 'the default gateway'
}

# reaches ADDRESS DEVICE BYTES: whether at most one of ten packets that must not be split is lost: of a bond
# that does not agree with its switch every second one is.
reaches() {
  local said sent received
  # "10 packets transmitted, 9 received, …": with -w it goes on until ten are answered.
  said=$(ping -n -q -c 10 -w 3 -i 0.1 -M "do" -s "$3" -I "$2" "$1")
  said=${said#*$'\n\n'}
  read -r sent _ _ received _ <<<"${said#*$'\n'}"
  [[ $sent$received =~ ^[0-9]+$ ]] && ((received > 0 && received + 1 >= sent))
}

# has_neighbour ADDRESS [DEVICE]: "10.66.6.254 lladdr 00:00:5e:00:01:01 REACHABLE"
has_neighbour() {
  local said
  said=$(ip neigh show to "$1" ${2:+dev "$2"})
  [[ $said == *lladdr* && $said != *FAILED* ]]
}

# look_at_bonds: which speak LACP, and which of those have found their partner on every port that has a link.
look_at_bonds() {
  local event name value port ports linked
  for event in ${events[@]+"${events[@]}"}; do
    [[ $event == 'bond '* ]] || continue
    name=${event#bond }
    read_value "/sys/class/net/$name/bonding/mode"
    [[ $value == 802.3ad* ]] || continue
    answers=$answers"lacp $name"$'\n'
    read_value "/sys/class/net/$name/bonding/slaves"
    ports=$value linked=0
    for port in $ports; do
      read_value "/sys/class/net/$port/carrier"
      [[ $value != 1 ]] || linked=$((linked + 1))
    done
    read_value "/sys/class/net/$name/bonding/ad_partner_mac"
    [[ $value != 00:00:00:00:00:00 ]] || continue
    read_value "/sys/class/net/$name/bonding/ad_num_ports"
    [[ $linked -eq 0 || $value != "$linked" ]] || answers=$answers"the LACP partner of $name"$'\n'
  done
}

# look_at_sessions before|after: the addresses that sessions end at (after: all there are), and the arrays that are logged in to.
look_at_sessions() {
  local own table local_end remote_end state address
  own=$(ip -o -4 addr show)
  for table in /proc/net/tcp /proc/net/tcp6; do
    [[ -r $table ]] || continue
    while read -r _ local_end remote_end state _; do
      [[ $state == 01 ]] || continue
      if [[ ${remote_end#*:} == 0CBC ]]; then
        dotted "${remote_end%:*}"
        answers=$answers"the array at $address"$'\n'
      fi
      dotted "${local_end%:*}"
      [[ $1 != before || $address == 127.* || $own != *" inet $address/"* ]] ||
        answers=$answers"the address $address, at which sessions end"$'\n'
    done <"$table"
  done
  [[ $1 == after ]] || return 0
  while read -r _ _ _ address _; do
    answers=$answers"the address ${address%/*}, at which sessions end"$'\n'
  done <<<"$own"
}

# dotted HEX: sets address; /proc/net/tcp has the bytes in the order of this processor, /proc/net/tcp6 those of
# an IPv4 address at the end.
dotted() {
  local hex=${1#0000000000000000FFFF0000}
  address=
  [[ ${#hex} -ne 8 ]] || printf -v address '%d.%d.%d.%d' "0x${hex:6:2}" "0x${hex:4:2}" "0x${hex:2:2}" "0x${hex:0:2}"
}

# look_until_good: LACP and spanning tree take their time. If it does not become good, missed says what is not.
look_until_good() {
  local now until line
  read -r now _ </proc/uptime
  until=$((${now%%.*} + probe_seconds))
  while :; do
    look_around after
    missed=
    while IFS= read -r line; do
      [[ -n $line && $'\n'$answers != *$'\n'"$line"$'\n'* ]] || continue
      # A bond that is no longer to speak LACP needs no partner.
      [[ $line != 'lacp '* ]] || continue
      [[ $line != 'the LACP partner of '* || $'\n'$answers == *$'\n'"lacp ${line##* }"$'\n'* ]] || continue
      missed="$missed; $line"
    done <<<"$answers_before"
    # And one that speaks it only now must have found one.
    while IFS= read -r line; do
      [[ $line == 'lacp '* && $'\n'$answers_before != *$'\n'"$line"$'\n'* ]] || continue
      [[ $'\n'$answers == *$'\n'"the LACP partner of ${line#lacp }"$'\n'* ]] || missed="$missed; the LACP partner of ${line#lacp }"
    done <<<"$answers"
    [[ -n $missed ]] || return 0
    read -r now _ </proc/uptime
    ((${now%%.*} < until)) || break
    sleep 1
  done
  missed="after the change these do not answer any more: ${missed#; }"
  return 1
}

# unused_addresses: whether nobody else has an address that is to become ours; if somebody has, taken says who.
unused_addresses() {
  local address own said
  own=$(ip -o -4 addr show)
  for address in ${own_addresses[@]+"${own_addresses[@]}"}; do
    [[ $own != *" inet ${address%/*}/"* ]] || continue
    said=$(ping -n -q -c 1 -w 2 "${address%/*}" 2>/dev/null)
    [[ $said != *' 0 received'* && $said == *received* ]] || has_neighbour "${address%/*}" || continue
    taken="somebody else answers at ${address%/*}: $(ip neigh show to "${address%/*}")"
    return 1
  done
}

}

# The process that waits beside a change of the network, and takes it back unless it is confirmed.
{

# supervisor_script: all that is needed for that, as a script of its own: ours may have come from a pipe.
supervisor_script() {
  printf '#!/bin/bash\nhost=%q network=%q init=%q\n' "$host" "$network" "$init"
  printf '%s\n' \
    "export LC_ALL=C PATH=$PATH" \
    "$(declare -f guard_names supervise untouched wait_for_decision end_family start_of decide take_back put_files_back unmake make_again \
      remove_new bring_back replay replay_addresses replay_routes as_before has_profile is_port read_value remove_guard outside among \
      at_rest ask_manager renew_profile is_connected forget)" \
    'guard_names' \
    'supervise "$@"'
}

# guard_names: where things are.
guard_names() {
  guard=/var/lib/rackwright/guard
  outcome=/var/lib/rackwright/guard.outcome
  boot_unit=/etc/systemd/system/rackwright-guard.service
  boot_script=/etc/rc.d/init.d/rackwright-guard
  probe_seconds=60
}

# supervise wait|now|boot: take the change back: unless it is confirmed in time; at once; before the network of this
# boot is brought up, so that files are all there is to put back.
supervise() {
  if [[ $1 == wait ]]; then
    # Neither the end of a session nor that of apply.sh is ours.
    trap '' HUP INT
    wait_for_decision || return 0
  fi
  if [[ -e $guard/confirmed ]] || untouched; then
    remove_guard
    return
  fi
  [[ -n ${scratch-} ]] || scratch=$(mktemp -d "$guard/scratch.XXXXXX")
  if decide reverted || [[ $1 != wait ]]; then
    if [[ $1 == boot ]]; then take_back; else take_back running; fi
  else
    # Confirmed, and whoever did that has gone before he had cleared up.
    remove_guard
  fi
}

# untouched: whether apply.sh ended before it touched anything. What has come to the files since is somebody else's.
untouched() {
  local phase=''
  { read -r phase _ <"$guard/phase"; } 2>/dev/null
  [[ $phase == arming ]]
}

# wait_for_decision: until nobody can or wants to confirm the change any more. Fails if somebody has.
wait_for_decision() {
  local pid since phase seconds seen='' from now
  printf '%s\n' "$$ $(start_of $$)" >"$guard/supervisor.new" && mv -f -- "$guard/supervisor.new" "$guard/supervisor"
  read -r pid since <"$guard/apply"
  while [[ -d $guard ]]; do
    { read -r phase seconds <"$guard/phase"; } 2>/dev/null
    read -r now _ </proc/uptime
    now=${now%%.*}
    [[ $seen == "$phase" ]] || seen=$phase from=$now
    [[ $phase != reverting ]] || return 0
    if [[ $phase != waiting && $(start_of "$pid") != "$since" ]]; then
      [[ -s $guard/why ]] || printf '%s\n' 'apply.sh ended in the middle' >"$guard/why"
      return 0
    fi
    if ((now - from >= seconds)); then
      printf '%s\n' "it was not confirmed within $seconds seconds" >"$guard/why"
      # One that hangs must not go on in between.
      [[ $phase == waiting ]] || end_family "$pid"
      return 0
    fi
    sleep 1
  done
  return 1
}

# end_family PID: it, and what it has started and waits for: an ifup that hangs would hold its lock against ours.
end_family() {
  local path pid stat words family=("$1") known=" $1 $$ " grown=yes
  while [[ -n $grown ]]; do
    grown=''
    for path in /proc/[0-9]*/stat; do
      pid=${path#/proc/} pid=${pid%/stat} stat=''
      [[ $known != *" $pid "* ]] || continue
      { IFS= read -r stat <"$path"; } 2>/dev/null
      # "812 (sh) S 811 …": its parent. What is ours alone is no part of it, and we may be a child of his.
      read -r -a words <<<"${stat##*) }"
      among "${words[1]-0}" "${family[@]}" || continue
      family+=("$pid") known="$known$pid " grown=yes
    done
  done
  kill -KILL "${family[@]}"
}

# decide confirmed|reverted: once; whoever is too late is told so. One rename, so that the machine may end at any point.
decide() {
  mv -- "$guard/undecided" "$guard/$1" 2>/dev/null
}

}

# What ran before a change of the network, kept and put back object by object.
{

# reversible: whether what runs could be made again; if not, irreversible says why.
reversible() {
  local name path master
  case $network in keyfile | managed-ifcfg) ask_manager "$scratch/managed" ;; esac
  for path in /sys/class/net/*; do
    name=${path##*/}
    among "$name" ${guard_devices[@]+"${guard_devices[@]}"} || continue
    find_master "$name"
    if [[ -n $master && ! -d /sys/class/net/$master/bonding && ! -d /sys/class/net/$master/bridge ]]; then
      irreversible="$name is a port of $master, which is neither a bond nor a bridge"
      return 1
    fi
    if [[ -d $path/bonding || -d $path/bridge || -e /proc/net/vlan/$name ]] && ! has_maker "$name"; then
      irreversible="$name was made by hand, and no file of this machine says how"
      return 1
    fi
  done
}

# has_maker DEVICE: whether something that can be brought up makes it: a profile of its own, or the one of a bridge on it.
has_maker() {
  has_profile "$1" && return
  local path
  for path in "/sys/class/net/$1"/upper_*; do
    [[ -e $path ]] && has_profile "${path##*/upper_}" && return
  done
  path=''
  [[ ! -e /sys/class/net/$1/brport/bridge ]] || path=$(readlink "/sys/class/net/$1/brport/bridge")
  [[ -n $path ]] && has_profile "${path##*/}"
}

# has_profile DEVICE: whether the platform's files say something of it.
has_profile() {
  case $network in
    keyfile | managed-ifcfg) has_connection "$1" "$scratch/managed" ;;
    ifcfg | early-ifcfg) [[ -e /etc/sysconfig/network-scripts/ifcfg-$1 ]] ;;
    ifupdown) ifquery "$1" >/dev/null 2>&1 ;;
  esac
}

# find_master DEVICE: sets master to what it is a port of. Kernels before 2.6.39 have no link for it where it is a bond's.
find_master() {
  local path value
  master=
  if [[ -e /sys/class/net/$1/brport/bridge ]]; then
    master=$(readlink "/sys/class/net/$1/brport/bridge")
  elif [[ -e /sys/class/net/$1/master ]]; then
    master=$(readlink "/sys/class/net/$1/master")
  else
    for path in /sys/class/net/*/bonding/slaves; do
      read_value "$path"
      [[ " $value " != *" $1 "* ]] || master=${path%/bonding/slaves}
    done
  fi
  master=${master##*/}
}

# keep_running FOLDER: what runs now: "DEVICE KIND UP MTU MASTER", addresses, routes, active profiles.
keep_running() {
  local path name kind up mtu master value
  for path in /sys/class/net/*; do
    name=${path##*/} kind=nic up=down
    [[ $name != bonding_masters && $name != lo ]] || continue
    [[ ! -e /proc/net/vlan/$name ]] || kind=vlan
    [[ ! -d $path/bonding ]] || kind=bond
    [[ ! -d $path/bridge ]] || kind=bridge
    [[ $kind != nic || -e $path/device ]] || kind=other
    read_value "$path/flags"
    ! ((value & 1)) || up=up
    read_value "$path/mtu"
    mtu=$value
    find_master "$name"
    printf '%s\n' "$name $kind $up $mtu ${master:--}"
  done >"$1/links"
  ip -o -4 addr show >"$1/addresses" && ip -4 route show >"$1/routes" || return
  : >"$1/profiles"
  [[ $network != keyfile && $network != managed-ifcfg ]] || nmcli -t -f UUID,DEVICE connection show --active >"$1/profiles"
}

# take_back [running]: the files as they were, and what ran made from them again. It may be cut off, and called again.
take_back() {
  local text=''
  [[ -z ${1-} ]] || unmake
  put_files_back || printf '%s\n' "! not every file could be put back; they are in $guard/files" >"$scratch/left"
  if [[ -n ${1-} ]]; then
    make_again
    replay
  fi
  { IFS= read -r text <"$guard/why"; } 2>/dev/null
  {
    printf '%s\n' "${text:-it was not confirmed}"
    [[ ! -s $scratch/left ]] || while IFS= read -r text; do printf '%s\n' "$text"; done <"$scratch/left"
  } >"$outcome"
  remove_guard
}

# put_files_back: one by one, each whole.
put_files_back() {
  local path incomplete=''
  while IFS= read -r path; do
    rm -f -- "$path" || incomplete=yes
  done <"$guard/absent"
  while IFS= read -r path; do
    cp -p -- "$guard/files$path" "${path%/*}/.rackwright.before" &&
      mv -fT -- "${path%/*}/.rackwright.before" "$path" || incomplete=yes
    ! type -P restorecon >/dev/null || outside restorecon -- "$path"
  done <"$guard/present"
  rm -rf -- /var/lib/rackwright/pending
  [[ ! -d $guard/pending ]] || cp -a -- "$guard/pending" /var/lib/rackwright/pending
  # What is there again is ours again, also where nobody is left to list it.
  rm -f -- /var/lib/rackwright/claims
  cp -p -- "$guard/owned" /var/lib/rackwright/.owned.new &&
    mv -fT -- /var/lib/rackwright/.owned.new /var/lib/rackwright/owned || incomplete=yes
  sync
  [[ -z $incomplete ]]
}

# unmake: what the new files made is taken down by them, the last first.
unmake() {
  local name all=()
  while read -r name; do all=("$name" ${all[@]+"${all[@]}"}); done <"$guard/touched"
  for name in ${all[@]+"${all[@]}"}; do
    case $network in
      ifupdown) outside ifdown --force "$name" ;;
      ifcfg | early-ifcfg) [[ ! -d /sys/class/net/$name ]] || outside ifdown "$name" ;;
    esac
  done
}

# make_again: every device that was touched, or is not as it was, in the order in which they carry each other. What
# one of them does to the next is seen when its turn comes once more.
make_again() {
  local kind name was up mtu master touched=(-) turn by_manager=''
  [[ $network != keyfile && $network != managed-ifcfg ]] || by_manager=yes
  while read -r name; do touched+=("$name"); done <"$guard/touched"
  guard_devices=("${touched[@]}")
  [[ -z $by_manager ]] || { busy=yes && outside nmcli connection reload; }
  remove_new
  for turn in first second third; do
    for kind in bond nic vlan bridge; do
      while read -r name was up mtu master; do
        [[ $was == "$kind" && $up == up ]] || continue
        [[ -z $by_manager ]] || at_rest
        # NetworkManager brings the ports up with their controller.
        if [[ $turn != first || (-n $by_manager && $master != -) ]] || ! among "$name" "${touched[@]}"; then
          ! as_before "$name" "$master" || continue
        fi
        bring_back "$name"
      done <"$guard/links"
    done
  done
}

# remove_new: the devices that this change has made. A guest's, which came in between, are not ours.
remove_new() {
  local name path known=' '
  while read -r name _; do known="$known$name "; done <"$guard/links"
  while read -r name; do
    path=/sys/class/net/$name
    [[ -d $path && $known != *" $name "* ]] || continue
    [[ ! -d $path/bonding && ! -d $path/bridge && ! -e /proc/net/vlan/$name ]] || outside ip link delete "$name"
  done <"$guard/ours"
}

# as_before DEVICE MASTER: whether it is up, where it was, with the addresses that it had.
as_before() {
  local value device address
  [[ -d /sys/class/net/$1 ]] || return
  read_value "/sys/class/net/$1/flags"
  ((value & 1)) || return
  [[ $2 == - ]] || is_port "$1" "$2" || return
  value=$(ip -o -4 addr show dev "$1")
  while read -r _ device _ address _; do
    [[ ${device%%@*} != "$1" || $value == *" inet $address "* ]] || return
  done <"$guard/addresses"
}

# bring_back DEVICE: by the files that made it.
bring_back() {
  local uuid
  [[ $network == keyfile || $network == managed-ifcfg ]] || has_profile "$1" || return 0
  case $network in
    keyfile | managed-ifcfg)
      while IFS= read -r uuid; do
        [[ ${uuid#*:} != "$1" ]] || renew_profile 30 "$1" uuid "${uuid%%:*}"
      done <"$guard/profiles"
      ;;
    ifcfg | early-ifcfg)
      [[ ! -d /sys/class/net/$1 ]] || outside ifdown "$1"
      outside ifup "$1"
      ;;
    ifupdown)
      outside ifdown --force "$1"
      outside ifup --force "$1"
      ;;
  esac
}

# replay: what no file says, and what its file did not bring back.
replay() {
  local name kind up mtu master value
  while read -r name kind up mtu master; do
    if [[ ! -d /sys/class/net/$name ]]; then
      [[ $kind == other ]] || printf '%s\n' "! $name could not be made again" >>"$scratch/left"
      continue
    fi
    read_value "/sys/class/net/$name/mtu"
    [[ $value == "$mtu" ]] || outside ip link set dev "$name" mtu "$mtu"
    [[ $up != up ]] || outside ip link set dev "$name" up
    if [[ $master != - && ! -e /sys/class/net/$name/master && -d /sys/class/net/$master/bridge ]]; then
      case $network in
        # Its ip has no word for it.
        ifcfg | early-ifcfg) outside brctl addif "$master" "$name" ;;
        *) outside ip link set dev "$name" master "$master" ;;
      esac
    fi
  done <"$guard/links"
  replay_addresses
  replay_routes
}

# replay_addresses: those that are missing. "7: br666    inet 10.66.6.1/24 brd 10.66.6.255 scope global br666\ …"
replay_addresses() {
  local device address now
  now=$(ip -o -4 addr show)
  while read -r _ device _ address _; do
    device=${device%%@*}
    [[ $device == lo || $'\n'$now == *[[:space:]]"$device"[[:space:]]*" inet $address "* ]] && continue
    [[ -d /sys/class/net/$device ]] && outside ip addr add "$address" brd + dev "$device" ||
      printf '%s\n' "! $device has lost its address $address" >>"$scratch/left"
  done <"$guard/addresses"
}

# replay_routes: those that are missing; the kernel's own come with the addresses. It adds words to a route that it would not take back.
replay_routes() {
  local words word wanted now
  now=$'\n'$(ip -4 route show)
  while read -r -a words; do
    wanted=()
    [[ " ${words[*]} " != *' proto kernel '* ]] || continue
    for word in "${words[@]}"; do
      [[ $word == linkdown || $word == dead ]] || wanted+=("$word")
    done
    [[ $now == *$'\n'"${wanted[*]}"* ]] || outside ip -4 route add "${wanted[@]}" ||
      printf '%s\n' "! the route ${wanted[*]} is gone" >>"$scratch/left"
  done <"$guard/routes"
}

# remove_guard: with what would act at the next boot. The folder goes first, and at once.
remove_guard() {
  rm -rf -- "$guard.old" "$guard.new"
  [[ ! -d $guard ]] || mv -T -- "$guard" "$guard.old"
  if [[ $init == systemd ]]; then
    rm -f -- "${boot_unit%/*}/sysinit.target.wants/${boot_unit##*/}" "$boot_unit"
  else
    chkconfig --del "${boot_script##*/}"
    rm -f -- "$boot_script"
  fi
  rm -rf -- "$guard.old"
}

}

# What this machine must be.
{

section_packages() {
  packages chrony nginx
}

section_identity() {
  file /etc/hostname 0644 root:root <<'EOF' || lost
portal.branch.example.com
EOF

  hostname_is portal.branch.example.com
}

# One transaction: what it needs comes first, the devices last, and the first failure ends it.
section_network() {
  packages NetworkManager iputils

  file /etc/sysconfig/network 0644 root:root <<'EOF' || lost
NETWORKING=yes
GATEWAYDEV=eno1
NOZEROCONF=yes
EOF

  file /etc/sysconfig/network-scripts/ifcfg-eno1 0644 root:root <<'EOF' || lost
# access Gi1/0/10
TYPE=Ethernet
DEVICE=eno1
NAME=eno1
UUID=1b7d73e1-678f-5a0c-8cc0-6dd1a15733d5
HWADDR=b0:26:28:00:10:00
ONBOOT=yes
AUTOCONNECT_PRIORITY=10
MTU=1500
BOOTPROTO=none
IPADDR=10.60.0.20
PREFIX=24
GATEWAY=10.60.0.1
DEFROUTE=yes
DNS1=10.60.0.53
DNS2=10.60.0.54
DOMAIN=branch.example.com
IPV6INIT=no
IPV6_DISABLED=yes
EOF

  file /etc/sysconfig/network-scripts/ifcfg-eno2 0644 root:root <<'EOF' || lost
# access Gi1/0/11
TYPE=Ethernet
DEVICE=eno2
NAME=eno2
UUID=8dc2e68d-964f-5b65-b952-778df194cbe9
HWADDR=b0:26:28:00:10:01
ONBOOT=yes
AUTOCONNECT_PRIORITY=10
MTU=1500
BOOTPROTO=dhcp
DEFROUTE=no
PEERDNS=no
IPV6INIT=no
IPV6_DISABLED=yes
EOF

  device nic eno1 mtu 1500 \
    address 10.60.0.20/24 gateway 10.60.0.1 \
    made_by /etc/sysconfig/network-scripts/ifcfg-eno1

  device nic eno2 mtu 1500 \
    made_by /etc/sysconfig/network-scripts/ifcfg-eno2
  neighbour eno1 10.60.0.1 1500 'the gateway of management'
  neighbour eno1 10.60.0.2 1500 access
  neighbour eno2 172.20.0.1 1500 'the gateway of guests'
}

section_time() {
  file /etc/chrony.conf 0644 root:root chronyd <<'EOF' || lost
server 10.60.0.123 iburst
driftfile /var/lib/chrony/drift
makestep 1.0 3
rtcsync
keyfile /etc/chrony.keys
logdir /var/log/chrony
EOF

  service_is chronyd running
}

section_services() {
  service_is nginx running
}

sections() {
  section packages && section_packages
  section identity && section_identity
  guard
  section network guarded arm && section_network
  bring_up network && section_network
  prove network && section_network
  settle network
  section time && section_time
  section services && section_services
}

}

{ main "$@" </dev/null; exit; }
