#!/bin/bash
# The walk over sections and steps, and what is said of each.

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
