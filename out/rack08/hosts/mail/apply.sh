#!/bin/bash
# mail of the site rack08, on Enterprise Linux 5.
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
  host=mail
  site=rack08
  platform='Enterprise Linux 5'
  tools='flock rpm yum service chkconfig ip'
  init=sysvinit
  manager=yum
  network=early-ifcfg
}

is_platform() {
  redhat_release 5
}

nics() {
  expect_nic eth0 00:15:c5:08:20:00
  expect_nic eth1 00:15:c5:08:20:01
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
  checking='' diffing='' json='' activating='' listing=''
  failed='' difference='' n_ok=0 n_changed=0 n_pending=0 n_skipped=0 n_unreached=0
  only=() all_sections=()
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
  [[ -n $checking ]] || lock
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
      --activate-network) activating=yes ;;
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
  [[ -n $tree ]] || return 0
  [[ -z $activating ]] || misused '--activate-network needs a running system, and --root works on files'
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
    '  --activate-network         bring up the network devices that differ; without it' \
    '                             they are reported as pending, and left as they are' \
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

# redhat_release MAJOR: "CentOS release 6.10 (Final)", as it was before os-release.
redhat_release() {
  found=
  [[ -r /etc/redhat-release ]] || return
  IFS= read -r found </etc/redhat-release
  [[ $found == *" release $1."* || $found == *" release $1 "* || $found == *" release $1" ]]
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

# section NAME: whether its steps are walked now.
section() {
  if [[ $phase == names ]]; then
    all_sections+=("$1")
    return 1
  fi
  [[ $phase == survey ]] || phase=act
  current=$1
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
  remember "ours $2"
  [[ $1 != bond ]] || remember "bond $2"
  while (($# > 3)); do
    shift 2
    case $1 in
      made_by | shared) remember "maker $2" ;;
      master) remember "port $2 $name" ;;
      vlan | option | route) shift ;;
    esac
  done
}

# Said now, or queued: only --activate-network touches the running network.
report_device() {
  local what=${why:-${rewritten:+$rewritten has changed}} others
  if [[ -n $activating && -z $checking ]]; then
    [[ -z $what ]] || remember "differs $name"
    return
  fi
  others_make "$name"
  [[ -z $others ]] || others="also made by $others"
  if [[ -z $what ]]; then
    note ok "$others"
    return
  fi
  what=$what${others:+, $others}
  if [[ -n $activating ]]; then
    note 'would change' "$what"
  else
    note 'pending activation' "$what"
  fi
}

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

# bring_up SECTION: whether its devices are walked again, each to be brought up if it differs.
bring_up() {
  [[ $phase == act && $current == "$1" && -n $activating && -z $checking && -z $failed ]] && chosen "$1" || return
  # Between down and up the line to the operator may be gone: its end must not be ours.
  trap '' HUP INT TERM
  [[ ! -e /var/lib/rackwright/pending.tried ]] || remember 'tried before'
  : >/var/lib/rackwright/pending.tried
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
  [[ $phase == prove && $current == "$1" ]] || return 0
  phase=act
  stop_on_signals
  [[ -z $failed ]] || return 0
  for event in ${events[@]+"${events[@]}"}; do
    [[ $event != 'maker '* || ! -e /var/lib/rackwright/pending${event#maker } ]] ||
      rm -f -- "/var/lib/rackwright/pending${event#maker }"
  done
  rm -f -- /var/lib/rackwright/pending.tried
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
      # Or by the new one, in a run that did not reach its end.
      [[ -n $old ]] && ! remembered 'tried before' || outside ifdown --force "$1"
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
  else
    note ok
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

section_packages() {
  packages ntp
}

section_identity() {
  hostname_is mail.rack08.example.net
}

# One transaction: what it needs comes first, the devices last, and the first failure ends it.
section_network() {
  packages vconfig

  file /etc/sysconfig/network 0644 root:root <<'EOF'
NETWORKING=yes
HOSTNAME=mail.rack08.example.net
VLAN=yes
GATEWAYDEV=bond0.100
NOZEROCONF=yes
EOF

  file /etc/modprobe.conf 0644 root:root <<'EOF'
alias eth0 tg3
alias eth1 tg3
alias bond0 bonding
alias scsi_hostadapter cciss
EOF

  file /etc/sysconfig/network-scripts/ifcfg-eth0 0644 root:root <<'EOF'
# core Gi0/3
DEVICE=eth0
HWADDR=00:15:c5:08:20:00
BOOTPROTO=none
ONBOOT=yes
MASTER=bond0
SLAVE=yes
USERCTL=no
EOF

  file /etc/sysconfig/network-scripts/ifcfg-eth1 0644 root:root <<'EOF'
# core Gi0/4
DEVICE=eth1
HWADDR=00:15:c5:08:20:01
BOOTPROTO=none
ONBOOT=yes
MASTER=bond0
SLAVE=yes
USERCTL=no
EOF

  file /etc/sysconfig/network-scripts/ifcfg-bond0 0644 root:root <<'EOF'
DEVICE=bond0
BOOTPROTO=none
ONBOOT=yes
USERCTL=no
MTU=1500
BONDING_OPTS="mode=802.3ad miimon=100 lacp_rate=slow xmit_hash_policy=layer2"
EOF

  file /etc/sysconfig/network-scripts/ifcfg-bond0.30 0644 root:root <<'EOF'
DEVICE=bond0.30
VLAN=yes
TYPE=Ethernet
BOOTPROTO=none
ONBOOT=yes
MTU=1500
IPADDR=10.8.30.20
NETMASK=255.255.255.0
EOF

  file /etc/sysconfig/network-scripts/ifcfg-bond0.30:1 0644 root:root <<'EOF'
DEVICE=bond0.30:1
ONPARENT=yes
IPADDR=10.8.30.25
NETMASK=255.255.255.0
EOF

  file /etc/sysconfig/network-scripts/ifcfg-bond0.100 0644 root:root <<'EOF'
DEVICE=bond0.100
VLAN=yes
TYPE=Ethernet
BOOTPROTO=none
ONBOOT=yes
MTU=1500
IPADDR=10.8.100.20
NETMASK=255.255.255.0
GATEWAY=10.8.100.1
EOF

  service_is network running

  device nic eth0 mtu 1500 master bond0 \
    made_by /etc/sysconfig/network-scripts/ifcfg-eth0

  device nic eth1 mtu 1500 master bond0 \
    made_by /etc/sysconfig/network-scripts/ifcfg-eth1

  device bond bond0 mtu 1500 \
    option mode 802.3ad option miimon 100 option lacp_rate slow option xmit_hash_policy layer2 \
    port eth0 port eth1 \
    made_by /etc/sysconfig/network-scripts/ifcfg-bond0 made_by /etc/sysconfig/network-scripts/ifcfg-eth0 made_by /etc/sysconfig/network-scripts/ifcfg-eth1

  device vlan bond0.30 mtu 1500 vlan 30 bond0 \
    address 10.8.30.20/24 address 10.8.30.25/24 \
    made_by /etc/sysconfig/network-scripts/ifcfg-bond0.30 made_by /etc/sysconfig/network-scripts/ifcfg-bond0.30:1

  device vlan bond0.100 mtu 1500 vlan 100 bond0 \
    address 10.8.100.20/24 gateway 10.8.100.1 \
    made_by /etc/sysconfig/network-scripts/ifcfg-bond0.100
}

section_resolver() {
  file /etc/resolv.conf 0644 root:root <<'EOF'
search rack08.example.net
nameserver 10.8.100.53
EOF
}

section_time() {
  file /etc/ntp.conf 0644 root:root ntpd <<'EOF'
server 10.8.100.123 iburst
restrict default kod nomodify notrap nopeer noquery
restrict -6 default kod nomodify notrap nopeer noquery
restrict 127.0.0.1
restrict -6 ::1
driftfile /var/lib/ntp/drift
keys /etc/ntp/keys
EOF

  service_is ntpd running
}

sections() {
  section packages && section_packages
  section identity && section_identity
  section network && section_network
  bring_up network && section_network
  prove network && section_network
  settle network
  section resolver && section_resolver
  section time && section_time
  restart_services
}

main "$@" </dev/null; exit; }
