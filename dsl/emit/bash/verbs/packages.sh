#!/bin/bash
# Packages: installed, never removed.

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
