#!/bin/bash
# Services.

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
