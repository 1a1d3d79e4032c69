#!/bin/bash
# kvm1 of the site dc3, on Debian 13.
#
# Compiled from the stack: change the stack and compile again, not this file.
#
#   bash apply.sh --check --diff   what would change, and how; changes nothing, exits 4 if anything would
#   bash apply.sh                  make it so; a second run changes nothing
#   bash apply.sh --help           the other options, and what the exit codes mean
#
# The sections at the end say what this machine must be.

# Read whole or not at all: bash runs nothing of a group whose end it has not seen.
{

host() {
  host=kvm1
  site=dc3
  platform='Debian 13'
  tools='flock dpkg-query apt-get systemctl ip'
  init=systemd
  manager=apt-get
  network=ifupdown
}

is_platform() {
  os_release 13 debian
}

nics() {
  expect_nic enp1s0f0 3c:fd:fe:00:01:00
  expect_nic enp1s0f1 3c:fd:fe:00:01:01
}

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
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/rackwright.XXXXXX") ||
    refuse "${TMPDIR:-/tmp} cannot be written" 'set TMPDIR to a folder that can'
  export -n TMPDIR
  TMPDIR=$scratch
}

# One run at a time. The lock goes with the last process that has file descriptor 9 open.
lock() {
  local folder=$root/var/lib/rackwright
  contained "$folder/lock" || refuse "$unsafe" 'look at what is in its place'
  { make_folder "${folder%/*}" && mkdir -p -- "$folder" && exec 9>>"$folder/lock"; } || refuse "$folder cannot be written" 'look at the disk'
  flock -n 9 || refuse 'another run holds the lock' "wait for it; the lock is $folder/lock"
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

# section NAME [COMMAND]: whether its steps are walked now. The command is called before anything of it is changed.
section() {
  if [[ $phase == names ]]; then
    all_sections+=("$1")
    return 1
  fi
  [[ $phase == survey ]] || phase=act
  current=$1 before_change=${2-}
  chosen "$1"
}

# chosen SECTION: whether the command line leaves it in.
chosen() {
  [[ ${#only[@]} -eq 0 ]] || among "$1" "${only[@]}"
}

# surveying: before the first step every verb is called once to say what it will ask,
# so that all is asked at once (one stat, one package query, one systemctl).
surveying() {
  [[ $phase == survey ]]
}

# begin ID: whether this step is to be carried out. Every verb asks first.
begin() {
  [[ $phase == act ]] || return
  step=$1 difference=
  [[ -n $failed ]] || return 0
  note 'not reached'
  return 1
}

# note RESULT [DETAIL]: the one line of this step.
note() {
  case $1 in
    ok) n_ok=$((n_ok + 1)) ;;
    changed | 'would change') n_changed=$((n_changed + 1)) ;;
    'pending activation') n_pending=$((n_pending + 1)) ;;
    skipped) n_skipped=$((n_skipped + 1)) ;;
    'not reached') n_unreached=$((n_unreached + 1)) ;;
  esac
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

# The total, and the verdict.
finish() {
  local changed=changed text n_failed=${failed:+1}
  [[ -z $checking ]] || changed='would change'
  verdict=0
  [[ -z $checking || $((n_changed + n_pending)) -eq 0 ]] || verdict=4
  [[ -z $failed ]] || verdict=1
  [[ -z $refused ]] || verdict=3
  if [[ -n $json ]]; then
    text="\"$changed\":$n_changed,\"ok\":$n_ok,\"pending activation\":$n_pending,\"skipped\":$n_skipped"
    text="$text,\"failed\":${n_failed:-0},\"not reached\":$n_unreached,\"exit\":$verdict"
    printf '{"total":{%s}}\n' "$text"
  else
    text="$n_changed $changed, $n_ok ok"
    ((n_pending == 0)) || text="$text, $n_pending pending activation"
    ((n_skipped == 0)) || text="$text, $n_skipped skipped"
    [[ -z $failed ]] || text="$text, 1 failed, $n_unreached not reached"
    printf '%s\n' "$text"
  fi
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

# file PATH MODE OWNER:GROUP [SERVICE…]: a regular file with what comes on standard input.
# The services are restarted at the end if it changed.
file() {
  local path=$1 mode=$2 owner=$3 content
  shift 3
  if surveying; then
    asked_files+=("$root$path")
    [[ -z $before_change ]] || guard_files+=("$path")
    return
  fi
  begin "${id:-file:$path}" || return 0
  IFS= read -r -d '' content
  converge_file "$path" "$mode" "$owner" "$content" '' "$@"
}

# converge_file PATH MODE OWNER:GROUP CONTENT SECRET [SERVICE…]: compare, write, say which.
converge_file() {
  local path=$1 mode=$2 owner=$3 content=$4 secret=$5 target=$root$1 why='' stray service
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
    same_content "$target" "$content" || why=', content'
    attributes "$target"
    # As text: in arithmetic a value could be more than a number.
    [[ ${mode#"${mode%%[!0]*}"} == "${file_mode#0}" ]] || why="$why, mode $file_mode and not $mode"
    [[ $EUID -ne 0 || $file_owner == "$owner" ]] || why="$why, owner $file_owner and not $owner"
  fi
  if [[ -z $why ]]; then
    note ok
    return
  fi

  [[ -z $diffing ]] || compare_files "$path" "$content" "$secret"
  if [[ -n $checking ]]; then
    note 'would change' "${why#, }"
  else
    replace_file "$path" "$mode" "$owner" "$content" || return
    note changed "${why#, }"
  fi
  remember "changed $path"
  [[ -z $tree ]] || return 0
  for service; do
    remember "restart $service"
  done
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
    for ((i = 0; i < ${#seen_modes[@]}; i++)); do
      if [[ ${seen_files[i]} == "$1" ]]; then
        read -r file_mode file_owner <<<"${seen_modes[i]}"
        return
      fi
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
  files_epoch=${epoch:-0} seen_files=() seen_modes=()
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
  printf %s "$2" >"$scratch/wanted"
  difference=$(diff -u --label "$1 (as it is)" --label "$1 (as it will be)" -- "$now" "$scratch/wanted" 2>&1)
}

# replace_file PATH MODE OWNER:GROUP CONTENT: the old file, or the new one, and nothing in between.
# The temporary name is one that no reader of a configuration folder takes for a file of its own.
replace_file() {
  local target=$root$1 folder=$root${1%/*} retry='make room or repair it, then run apply.sh again'
  [[ -z $before_change ]] || "$before_change" || return
  make_folder "$folder" || fail "$folder cannot be made" "$retry" || return
  { back_up "$1" && keep_maker "$1"; } || fail "$1 cannot be backed up" "$retry" || return
  if ! { temporary=$(mktemp "$folder/.rackwright.XXXXXX") &&
    printf %s "$4" >"$temporary" &&
    { ((EUID != 0)) || chown -- "$3" "$temporary"; } &&
    chmod -- "$2" "$temporary" &&
    label "$1" "$temporary" &&
    # Before coreutils 8.24 sync takes no file, says so, and syncs everything.
    sync -- "$temporary" 2>/dev/null &&
    mv -fT -- "$temporary" "$target" &&
    { ! remembered "relabel $1" || restorecon -- "$target"; }; }; then
    [[ -z $temporary ]] || rm -f -- "$temporary"
    temporary=
    fail "it cannot be written" "$retry" || return
  fi
  temporary=
}

# make_folder FOLDER: with its parents, as far as they are missing.
make_folder() {
  local mode=755
  [[ -d $1 ]] && return
  # ssh believes no keys that others could have put there.
  [[ $1 != */.ssh ]] || mode=700
  (umask 022 && mkdir -p -- "$1") || return
  chmod "$mode" -- "$1" && label "${1#"$root"}" "$1"
}

# back_up PATH: what is replaced stays under /var/lib/rackwright, where nobody reads it as configuration.
back_up() {
  local kept=$root/var/lib/rackwright/backup$1
  [[ -e $root$1 ]] || return 0
  contained "$kept" && mkdir -p -- "${kept%/*}" && cp -p -- "$root$1" "$kept.new" && mv -fT -- "$kept.new" "$kept"
}

# keep_maker PATH: of a file that makes devices, the one that made what runs stays under pending until
# they have been brought up by its successor. It is empty where there was none.
keep_maker() {
  local kept=/var/lib/rackwright/pending$1
  [[ -z $tree ]] && remembered "maker $1" || return 0
  same_boot || { rm -rf -- /var/lib/rackwright/pending && mkdir -p -- /var/lib/rackwright &&
    printf '%s\n' "$this_boot" >/var/lib/rackwright/pending.boot; } || return
  [[ ! -e $kept ]] || return 0
  contained "$kept" && mkdir -p -- "${kept%/*}" || return
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
  [[ -z $tree ]] && type -P selinuxenabled >/dev/null && selinuxenabled || return 0
  if ! type -P matchpathcon >/dev/null; then
    remember "relabel $1"
    return
  fi
  context=$(matchpathcon -n -- "$1") || return
  [[ $context == '<<none>>' ]] || chcon -- "$context" "$2"
}

# packages NAME…: installed. Nothing is ever removed.
packages() {
  local name missing=() all_packages
  if surveying; then
    asked_packages+=("$@")
    return
  fi
  begin "${id:-package:$*}" || return 0
  if [[ -n $tree ]]; then
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
    note 'would change' "$all_packages"
    return
  fi
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

# service_is NAME running|stopped: now, and at boot.
service_is() {
  local name=$1 wanted=$2 why=''
  if surveying; then
    asked_services+=("$name")
    return
  fi
  begin "${id:-service:$name}" || return 0
  if [[ -n $tree ]]; then
    note skipped 'services need a running system'
    return
  fi
  service_differs || {
    note ok
    return
  }
  if [[ -n $checking ]]; then
    note 'would change' "${why#, }"
    return
  fi
  if ! set_service "$wanted" "$name"; then
    quote_output
    fail "it could not be $wanted" 'read what it says above' || return
  fi
  forget
  [[ $wanted != running || $why != *'not running'* ]] || remember "started $name"
  note changed "${why#, }"
}

# service_differs: whether $name is not as $wanted; why says how.
service_differs() {
  local active=inactive enabled=disabled
  service_state "$name"
  if [[ $wanted == running ]]; then
    [[ $active == active ]] || why="$why, not running"
    [[ $enabled != disabled ]] || why="$why, not started at boot"
  else
    [[ $active != active ]] || why="$why, running"
    [[ $enabled != enabled ]] || why="$why, started at boot"
  fi
  [[ -n $why ]]
}

# service_state NAME: sets active and enabled. A unit that cannot be enabled (static, generated) is neither.
service_state() {
  local i
  if [[ $init != systemd ]]; then
    ! service "$1" status >/dev/null 2>&1 9>&- || active=active
    ! chkconfig "$1" >/dev/null 2>&1 || enabled=enabled
    return
  fi
  [[ -n ${services_epoch-} ]] || ask_services "${asked_services[@]}"
  [[ $services_epoch == "${epoch:-0}" ]] || ask_services "$1"
  for ((i = 0; i < ${#service_states[@]}; i++)); do
    [[ ${service_names[i]} == "$1" ]] || continue
    case ${service_states[i]} in
      *ActiveState=active* | *ActiveState=reloading*) active=active ;;
    esac
    case ${service_states[i]} in
      *UnitFileState=enabled*) enabled=enabled ;;
      *UnitFileState=static* | *UnitFileState=alias* | *UnitFileState=indirect* | *UnitFileState=generated*) enabled=never ;;
    esac
    return
  done
}

# ask_services NAME…: one systemctl for all; it answers in their order, with an empty line between.
ask_services() {
  local line block=''
  services_epoch=${epoch:-0} service_names=("$@") service_states=()
  while IFS= read -r line; do
    if [[ -n $line ]]; then
      block="$block $line"
    else
      service_states+=("$block")
      block=
    fi
  done <<<"$(systemctl show -p ActiveState -p UnitFileState -- "$@" 2>/dev/null)"$'\n'
}

# set_service running|stopped|restarted NAME
set_service() {
  if [[ $init != systemd ]]; then
    case $1 in
      running) outside chkconfig "$2" on && { service "$2" status >/dev/null 2>&1 9>&- || outside service "$2" start; } ;;
      stopped) outside chkconfig "$2" off && { ! service "$2" status >/dev/null 2>&1 9>&- || outside service "$2" stop; } ;;
      restarted) ! service "$2" status >/dev/null 2>&1 9>&- || outside service "$2" restart ;;
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
  esac
}

# Each service whose files have changed, once, after everything; not what is
# stopped, and not what has just been started.
restart_services() {
  local event name
  [[ $phase != names && $phase != survey ]] || return 0
  current=services difference=
  for event in ${events[@]+"${events[@]}"}; do
    name=${event#restart }
    [[ $name != "$event" ]] || continue
    ! remembered "started $name" || continue
    step=restart:$name
    if [[ -n $failed ]]; then
      printf 'apply.sh: %s was not restarted, though its files have changed; restart it by hand\n' "$name" >&2
    elif [[ -n $checking ]]; then
      say 'would restart' "$step" ''
    elif set_service restarted "$name"; then
      say restarted "$step" ''
    else
      quote_output
      fail 'it could not be restarted' 'read what it says above, and restart it by hand'
    fi
  done
}

# sysctl_value KEY VALUE: as sysctl(8) reads keys: in net.ipv4.conf.bond0/667.rp_filter dots and slashes
# change places, while net/ipv4/conf/bond0.667/rp_filter is a path already.
sysctl_value() {
  local path=$1 value=$2 have slash=/
  surveying && return
  begin "${id:-sysctl:$1}" || return 0
  if [[ -n $tree ]]; then
    note skipped 'the kernel is not in a file tree'
    return
  fi
  if [[ ${path#"${path%%[./]*}"} == .* ]]; then
    path=${path//"$slash"/$'\n'}
    path=${path//./$slash}
    path=${path//$'\n'/.}
  fi
  case /$path/ in
    */../* | */./* | *//*) fail "'$1' is not the name of a kernel parameter" 'correct it in the stack' || return ;;
  esac
  path=/proc/sys/$path
  if [[ ! -f $path ]]; then
    case $path in
      /proc/sys/net/ipv[46]/conf/* | /proc/sys/net/ipv[46]/neigh/*)
        note 'pending activation' 'its device is not there yet'
        return
        ;;
    esac
    fail 'the kernel has no such parameter' 'look for the module that brings it, or correct the name' || return
  fi
  squeeze "$value"
  value=$squeezed
  read_parameter "$path"
  have=$squeezed
  if [[ $have == "$value" ]]; then
    note ok
    return
  fi
  if [[ -n $checking ]]; then
    note 'would change' "$have, not $value"
    return
  fi
  { printf '%s\n' "$value" >"$path"; } 2>/dev/null || fail "the kernel refuses $value" 'correct the value in the stack' || return
  read_parameter "$path"
  [[ $squeezed == "$value" ]] || fail "the kernel made $squeezed of $value" 'write what it keeps' || return
  note changed "$have, now $value"
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

# device nic|bond|vlan|bridge NAME [WORD VALUE…]: the words are
#   mtu BYTES     master DEVICE          vlan ID LOWER   option NAME VALUE   port NIC
#   stp on|off    forward_delay SECONDS  address CIDR    gateway ADDRESS     route TO VIA
#   made_by FILE  a file that makes it: when that changes, it is brought up again
#   shared FILE   a file that makes others too: what differs in the kernel decides
# What others have put there (a cluster's address, a guest's port on a bridge) is left alone.
device() {
  local kind=$1 name=$2 master='' why='' rewritten=''
  [[ -z $tree ]] || return 0
  if surveying; then
    survey_device "$@"
    return
  fi
  if [[ $phase == act ]]; then
    begin "${id:-device:$name}" || return 0
  else
    step=${id:-device:$name} difference=''
  fi
  shift 2
  compare_device "$@"
  case $phase in
    act) report_device ;;
    bring_up) bring_up_device ;;
    prove) prove_device "$@" ;;
  esac
}

# survey_device KIND NAME [WORD VALUE…]: which files make devices, and which devices are ours.
survey_device() {
  guard_devices+=("$2")
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
  local what=${why:-${rewritten:+$rewritten has changed}}
  if [[ -z $what ]]; then
    note ok
  elif [[ -n $activating && -n $checking ]]; then
    note 'would change' "$what"
  elif [[ -n $activating ]]; then
    remember differs
    remember "differs $name"
  else
    note 'pending activation' "$what"
  fi
}

# bring_up SECTION: whether its devices are walked again, each to be brought up if it differs.
bring_up() {
  [[ $phase == act && $current == "$1" && -z $failed ]] && remembered differs && arm || return
  # Between down and up the line to the operator may be gone: its end must not be ours.
  trap '' HUP INT TERM
  phase=bring_up
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
bring_up_device() {
  local target=$name old
  [[ -z $failed && -n $why$rewritten ]] || return 0
  case $network in
    keyfile | managed-ifcfg)
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
    keyfile | managed-ifcfg)
      remembered reloaded || outside nmcli connection reload
      remember reloaded
      outside nmcli --wait 60 connection up id "$1"
      ;;
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

# compare_device [WORD VALUE…]: sets why, rewritten and master.
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
        ! { remembered "changed $2" || is_pending "$2"; } || rewritten=$2
        ! is_pending "$2" || remember "old $name $2"
        ;;
      shared) ! is_pending "$2" || remember "old $name $2" ;;
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
      [[ -z $confirming ]] || confirm
      [[ -n $checking || -n $tree ]] || left_behind
      ;;
  esac
}

# arm: before the first file or device of a change. Nothing of the network has been touched yet.
arm() {
  [[ -z $armed && -n $activating && -z $checking ]] || return 0
  local retry="repair it, or give --no-activate-network to write files only"
  type -P ping >/dev/null || give_up 'there is no ping, by which the change would be judged' 'install it' || return
  reversible || give_up "it could not be taken back: $irreversible" "$retry" || return
  look_around before
  unused_addresses || give_up "$taken" 'give this machine another address in the stack' || return
  if keep_all && enter activating $((120 + 30 * ${#guard_devices[@]})); then
    armed=yes
    ! supervisor || return 0
    armed=''
    quote_output
    remove_guard
    give_up 'nobody could be set to take it back' "$retry"
  else
    remove_guard
    give_up 'what is there now could not be kept under /var/lib/rackwright' 'make room or repair it, then run apply.sh again'
  fi
}

# give_up WHY WHAT-TO-DO: the network is left as it is.
give_up() {
  fail "the network was left as it is: $1" "$2"
  refused=yes
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
  [[ ! -e $outcome ]] || fail 'nobody has confirmed it, so it was taken back' 'run it again with more time, or look at why nobody could get in'
}

# confirm: --confirm, the answer of a person in a new session.
confirm() {
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
  [[ -e $guard/confirmed ]] || printf 'apply.sh: the last change of the network was cut off, and is taken back first\n' >&2
  supervise now
}

# keep_all: what is needed to take it back, complete before it has its name.
keep_all() {
  local file
  rm -rf -- "$guard.new" && mkdir -p -- "$guard.new/files" && : >"$guard.new/absent" && : >"$guard.new/present" || return
  for file in ${guard_files[@]+"${guard_files[@]}"}; do
    if [[ -e $file ]]; then
      mkdir -p -- "$guard.new/files${file%/*}" && cp -p -- "$file" "$guard.new/files$file" &&
        printf '%s\n' "$file" >>"$guard.new/present" || return
    else
      printf '%s\n' "$file" >>"$guard.new/absent" || return
    fi
  done
  [[ ! -d /var/lib/rackwright/pending ]] || cp -a /var/lib/rackwright/pending "$guard.new/pending" || return
  printf '%s\n' ${guard_devices[@]+"${guard_devices[@]}"} >"$guard.new/ours" &&
    printf '%s\n' "$$ $(started $$)" >"$guard.new/apply" &&
    : >"$guard.new/touched" && : >"$guard.new/undecided" &&
    keep_running "$guard.new" &&
    supervisor_script >"$guard.new/supervise.sh" || return
  sync
  mv -T -- "$guard.new" "$guard" && keep_through_boot && sync
}

# touch_device DEVICE: it is about to be changed.
touch_device() {
  [[ -z $armed ]] || printf '%s\n' "$1" >>"$guard/touched"
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
  [[ -n $pid && $(started "$pid") == "$since" ]]
}

# started PID: when, in ticks since boot; nothing if it has gone. The name may hold blanks and brackets.
started() {
  local stat='' words
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null
  read -r -a words <<<"${stat##*) }"
  [[ ${words[0]-Z} == [ZX] ]] || printf %s "${words[19]}"
}

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
  local own file local_end remote_end state address
  own=$(ip -o -4 addr show)
  for file in /proc/net/tcp /proc/net/tcp6; do
    [[ -r $file ]] || continue
    while read -r _ local_end remote_end state _; do
      [[ $state == 01 ]] || continue
      if [[ ${remote_end#*:} == 0CBC ]]; then
        dotted "${remote_end%:*}"
        answers=$answers"the array at $address"$'\n'
      fi
      dotted "${local_end%:*}"
      [[ $1 != before || $address == 127.* || $own != *" inet $address/"* ]] ||
        answers=$answers"the address $address, at which sessions end"$'\n'
    done <"$file"
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

# supervisor_script: all that is needed for that, as a script of its own: ours may have come from a pipe.
supervisor_script() {
  printf '%s\n' '#!/bin/bash' "host=$host network=$network init=$init" \
    "export LC_ALL=C PATH=$PATH" \
    "$(declare -f guard_names supervise wait_for_decision started decide take_back put_files_back unmake make_again \
      remove_new bring_back replay replay_addresses replay_routes as_before has_profile is_port read_value remove_guard outside)" \
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
  elif [[ -e $guard/confirmed ]]; then
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

# wait_for_decision: until nobody can or wants to confirm the change any more. Fails if somebody has.
wait_for_decision() {
  local pid since phase seconds seen='' from now
  printf '%s\n' "$$ $(started $$)" >"$guard/supervisor.new" && mv -f -- "$guard/supervisor.new" "$guard/supervisor"
  read -r pid since <"$guard/apply"
  while [[ -d $guard ]]; do
    { read -r phase seconds <"$guard/phase"; } 2>/dev/null
    read -r now _ </proc/uptime
    now=${now%%.*}
    [[ $seen == "$phase" ]] || seen=$phase from=$now
    [[ $phase != reverting ]] || return 0
    if [[ $phase != waiting && $(started "$pid") != "$since" ]]; then
      [[ -s $guard/why ]] || printf '%s\n' 'apply.sh ended in the middle' >"$guard/why"
      return 0
    fi
    if ((now - from >= seconds)); then
      printf '%s\n' "it was not confirmed within $seconds seconds" >"$guard/why"
      # One that hangs must not go on in between.
      [[ $phase == waiting ]] || kill -KILL "$pid"
      return 0
    fi
    sleep 1
  done
  return 1
}

# decide confirmed|reverted: once; whoever is too late is told so. One rename, so that the machine may end at any point.
decide() {
  mv -- "$guard/undecided" "$guard/$1" 2>/dev/null
}

# reversible: whether what runs could be made again; if not, irreversible says why.
reversible() {
  local name path master
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
    # NetworkManager before 1.8 has no -g.
    keyfile | managed-ifcfg) [[ $(nmcli -t -f GENERAL.CON-UUID device show "$1" 2>/dev/null) == *:*-* ]] ;;
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

# make_again: every device that was touched, or is not as it was, in the order in which they carry each other.
make_again() {
  local kind name was up mtu master touched=' ' turn
  while read -r name; do touched="$touched$name "; done <"$guard/touched"
  [[ $network != keyfile && $network != managed-ifcfg ]] || outside nmcli connection reload
  remove_new
  for turn in first second; do
    for kind in bond nic vlan bridge; do
      while read -r name was up mtu master; do
        [[ $was == "$kind" && $up == up ]] || continue
        [[ $turn == first && $touched == *" $name "* ]] || ! as_before "$name" "$master" || continue
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
  has_profile "$1" || [[ $network == keyfile || $network == managed-ifcfg ]] || return 0
  case $network in
    keyfile | managed-ifcfg)
      while IFS= read -r uuid; do
        [[ ${uuid#*:} != "$1" ]] || outside nmcli --wait 30 connection up uuid "${uuid%%:*}"
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

section_packages() {
  packages libvirt-daemon-system qemu-system-x86 systemd-timesyncd
}

section_identity() {
  file /etc/hostname 0644 root:root <<'EOF'
kvm1.dc3.example.net
EOF

  hostname_is kvm1.dc3.example.net
}

# One transaction: what it needs comes first, the devices last, and the first failure ends it.
section_network() {
  packages bridge-utils ifenslave ifupdown iputils-ping

  file /etc/network/interfaces 0644 root:root <<'EOF'
source /etc/network/interfaces.d/*

auto lo
iface lo inet loopback

# enp1s0f0: core Gi1/0/1
# enp1s0f1: core Gi2/0/1
auto bond0
iface bond0 inet manual
	bond-slaves enp1s0f0 enp1s0f1
	bond-mode 802.3ad
	bond-miimon 100
	bond-lacp-rate fast
	bond-xmit-hash-policy layer2+3
	mtu 9000

auto bond0.200
iface bond0.200 inet static
	address 10.201.0.11/24
	mtu 9000

auto br20
iface br20 inet manual
	bridge_ports bond0.20
	bridge_stp off
	bridge_fd 0
	bridge_maxwait 0
	mtu 1500

auto br30
iface br30 inet manual
	bridge_ports bond0.30
	bridge_stp off
	bridge_fd 0
	bridge_maxwait 0
	mtu 1500

auto br100
iface br100 inet static
	address 10.101.0.11/24
	gateway 10.101.0.1
	bridge_ports bond0.100
	bridge_stp off
	bridge_fd 0
	mtu 1500
EOF

  device nic enp1s0f0 mtu 9000 master bond0 \
    shared /etc/network/interfaces

  device nic enp1s0f1 mtu 9000 master bond0 \
    shared /etc/network/interfaces

  device bond bond0 mtu 9000 \
    option mode 802.3ad option miimon 100 option lacp_rate fast option xmit_hash_policy layer2+3 \
    port enp1s0f0 port enp1s0f1 \
    shared /etc/network/interfaces

  device vlan bond0.20 mtu 1500 master br20 vlan 20 bond0 \
    shared /etc/network/interfaces

  device vlan bond0.30 mtu 1500 master br30 vlan 30 bond0 \
    shared /etc/network/interfaces

  device vlan bond0.100 mtu 1500 master br100 vlan 100 bond0 \
    shared /etc/network/interfaces

  device vlan bond0.200 mtu 9000 vlan 200 bond0 \
    address 10.201.0.11/24 \
    shared /etc/network/interfaces

  device bridge br20 mtu 1500 stp off forward_delay 0 \
    shared /etc/network/interfaces

  device bridge br30 mtu 1500 stp off forward_delay 0 \
    shared /etc/network/interfaces

  device bridge br100 mtu 1500 stp off forward_delay 0 \
    address 10.101.0.11/24 gateway 10.101.0.1 \
    shared /etc/network/interfaces
  neighbour br100 10.101.0.1 1500 'the gateway of management'
  neighbour br100 10.101.0.2 1500 core
  neighbour br100 10.101.0.14 1500 bk1
  neighbour bond0.200 10.201.0.14 9000 bk1
  neighbour bond0.200 10.201.0.12 9000 kvm2
}

section_resolver() {
  file /etc/resolv.conf 0644 root:root <<'EOF'
search dc3.example.net
nameserver 10.101.0.53
nameserver 10.101.0.54
EOF
}

section_time() {
  file /etc/systemd/timesyncd.conf.d/rackwright.conf 0644 root:root systemd-timesyncd <<'EOF'
[Time]
NTP=10.101.0.123 10.101.0.124
EOF

  service_is systemd-timesyncd running
}

section_ssh() {
  file /root/.ssh/authorized_keys 0600 root:root <<'EOF'
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1Yw0nJtQ5Vf0vQ0kN1oT2l3qg7Hj9rS4uX6yZ8aBcD ops@example.net
EOF
}

section_sysctl() {
  file /etc/sysctl.d/90-rackwright.conf 0644 root:root <<'EOF'
vm.swappiness = 10
EOF

  sysctl_value vm.swappiness 10
}

sections() {
  section packages && section_packages
  section identity && section_identity
  guard
  section network arm && section_network
  bring_up network && section_network
  prove network && section_network
  settle network
  section resolver && section_resolver
  section time && section_time
  section ssh && section_ssh
  section sysctl && section_sysctl
  restart_services
}

main "$@" </dev/null; exit; }
