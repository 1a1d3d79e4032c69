#!/bin/bash
# What a file is, in one word each: hash, mode and owner. Asked only when something differs or is to be recorded.

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
