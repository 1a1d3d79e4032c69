#!/bin/bash
# The process that waits beside a change of the network, and takes it back unless it is confirmed.

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
