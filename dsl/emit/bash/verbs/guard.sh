#!/bin/bash
# The guard: a change of the running network is taken back unless it is confirmed.
#
# /var/lib/rackwright/guard is there as long as a change is under way, and holds all
# that is needed to take it back. A process of its own waits beside us; when we end
# without a confirmation, however that comes, it puts back the files and what ran. If
# the machine itself ends, a unit does so before the next boot brings the network up.

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
