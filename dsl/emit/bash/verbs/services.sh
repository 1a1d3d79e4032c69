#!/bin/bash
# Services, and what has to be restarted at the end.

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
