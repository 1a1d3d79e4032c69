#!/bin/bash
# NetworkManager's profiles. It brings a new one up by itself as soon as it has read it, and a controller's
# ports when their controller is up. Who asks for one of these meanwhile interrupts that, and both may fail.

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
