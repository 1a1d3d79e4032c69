#!/bin/bash
# What the script manages is listed on the host, as it was left: /var/lib/rackwright/owned, a line per thing:
#   KIND ID WORDS ORIGIN STATE, with tabs between and `-` for nothing
# ORIGIN is `made` by us, or `found`: then it is not ours to remove. Lines are appended before a thing is made and put
# in order at the end, so that after a run that was killed some things have two; what is there is one of them.
# /var/lib/rackwright/claims is what the script says of them, written last: while that is the same, all is listed.

# claim KIND ID [WORDS]: while it is surveyed, the script manages this; then, this step is about it.
claim() {
  local what=${3:--}
  subject=
  [[ $1 != 'file' || -z $guarded ]] || set -- network "$2"
  # The running kernel and its services are not in a file tree.
  case ${tree:+tree}$1 in treesysctl | treeservice) return 0 ;; esac
  case $1$2$what in
    # It would not be a line of a list.
    *[[:cntrl:]]*) return 0 ;;
  esac
  subject=$1$'\t'$2$'\t'$what
  [[ $phase == survey ]] || return 0
  claims=$claims$subject$'\n'
}

# claimed KIND ID: whether the script manages it. A file is one and the same within the network's section and without.
claimed() {
  case $'\n'$claims in
    *$'\n'"$1"$'\t'"$2"$'\t'*) return 0 ;;
  esac
  case $1 in
    'file') [[ $'\n'$claims == *$'\n'network$'\t'"$2"$'\t'* ]] ;;
    network) [[ $'\n'$claims == *$'\n''file'$'\t'"$2"$'\t'* ]] ;;
    *) return 1 ;;
  esac
}

# all_listed: whether the list is what this script left, so that nobody has to look into it.
all_listed() {
  local last=''
  [[ -r $state/claims ]] || return
  ! IFS= read -r -d '' last <"$state/claims" && [[ $last == "$claims" ]]
}

# load_owned: the list, once.
load_owned() {
  local kind id what origin was
  [[ -z $loaded ]] || return 0
  loaded=yes
  kinds=() ids=() said=() origins=() states=()
  [[ -r $state/owned ]] || return 0
  while IFS=$'\t' read -r kind id what origin was; do
    # A line that power has cut says nothing.
    case $origin in made | found) [[ -n $was ]] || continue ;; *) continue ;; esac
    kinds+=("$kind") ids+=("$id") said+=("$what") origins+=("$origin") states+=("$was")
  done <"$state/owned"
}

# entries_of KIND ID: sets entries to the places of its lines.
entries_of() {
  local i
  load_owned
  entries=()
  for ((i = 0; i < ${#ids[@]}; i++)); do
    [[ ${ids[i]} == "$2" ]] || continue
    case ${kinds[i]}-$1 in
      "$1-${kinds[i]}" | 'file-network' | 'network-file') entries+=("$i") ;;
    esac
  done
}

# own STATE [FILE]: this step's subject, before it is made so, with what it is made of.
own() {
  local kind id what origin=made
  if [[ -z $subject ]]; then
    [[ -z ${2-} ]] || to_disk "$2"
    return
  fi
  IFS=$'\t' read -r kind id what <<<"$subject"
  entries_of "$kind" "$id"
  if [[ ${#entries[@]} -gt 0 ]]; then
    origin=${origins[entries[0]]}
  elif [[ -n $existed ]]; then
    origin=found
  fi
  [[ ! -e $state/claims ]] || rm -f -- "$state/claims"
  kinds+=("$kind") ids+=("$id") said+=("$what") origins+=("$origin") states+=("$1")
  # In front of it a line that power has cut may stand.
  printf '\n%s\t%s\t%s\n' "$subject" "$origin" "$1" >>"$state/owned" || return
  to_disk "$state/owned" ${2:+"$2"}
}

# fulfilled: this step's subject is as the script says, and can be listed so.
fulfilled() {
  [[ -n $subject ]] || return 0
  as_said=$as_said$subject$'\n'
  [[ -z $existed ]] || was_there=$was_there$subject$'\n'
}

# list_owned: the list in order, at the end of a run. What is as the script says is listed as it is now, of the rest what was known.
list_owned() {
  local kind id what i line text='' files=() origin was whole=yes
  [[ -z $undoing ]] || whole=
  [[ -z $checking && ${#only[@]} -eq 0 ]] || return 0
  # With a change of the network the list went back, too; what this run has done besides stands in it already.
  [[ -z $went_back ]] || return 0
  ! all_listed || [[ -n $adopting ]] || return 0
  room || {
    not_listed "there is no room in $for_scratch"
    return 1
  }
  load_owned
  while IFS=$'\t' read -r kind id what; do
    case $kind in 'file' | network) ;; *) continue ;; esac
    if is_fulfilled "$kind" "$id" && [[ -f $root$id ]]; then files+=("$root$id"); fi
  done <<<"$claims"
  look_at ${files[@]+"${files[@]}"}
  while IFS=$'\t' read -r kind id what; do
    [[ -n $kind ]] || continue
    entries_of "$kind" "$id"
    if ! is_fulfilled "$kind" "$id"; then
      whole=
      for i in ${entries[@]+"${entries[@]}"}; do
        entry_line "$i"
        text=$text$line
      done
      continue
    fi
    origin=made was=-
    if [[ ${#entries[@]} -gt 0 ]]; then
      origin=${origins[entries[0]]} was=${states[entries[0]]}
    elif [[ $'\n'$was_there == *$'\n'"$kind"$'\t'"$id"$'\t'* ]]; then
      origin=found
    fi
    [[ -z $adopting || -n $failed ]] || origin=made
    case $kind in
      'file' | network)
        # What an undo has taken away is not there.
        looked_at "$root$id" || continue
        was=$looks
        ;;
    esac
    text=$text$kind$'\t'$id$'\t'$what$'\t'$origin$'\t'$was$'\n'
  done <<<"$claims"
  for ((i = 0; i < ${#kinds[@]}; i++)); do
    claimed "${kinds[i]}" "${ids[i]}" && continue
    remembered "forget ${kinds[i]} ${ids[i]}" && continue
    whole=
    entry_line "$i"
    text=$text$line
  done
  { save owned "$text" && remember_script "$whole" && { [[ -z $whole ]] || save claims "$claims"; }; } || not_listed "$state cannot be written"
}

# not_listed WHY: what was listed before stays.
not_listed() {
  printf 'apply.sh: %s\n' "the list of what is managed is not written, since $1; make room or repair it, the next run tries again" >&2
}

# is_fulfilled KIND ID
is_fulfilled() {
  [[ $'\n'$as_said == *$'\n'"$1"$'\t'"$2"$'\t'* ]]
}

# entry_line PLACE: sets line.
entry_line() {
  line=${kinds[$1]}$'\t'${ids[$1]}$'\t'${said[$1]}$'\t'${origins[$1]}$'\t'${states[$1]}$'\n'
}

# save NAME TEXT: a file of ours, the old one or the new one; not written if it is so.
save() {
  [[ -f $state/$1 ]] && same_content "$state/$1" "$2" && return
  printf %s "$2" >"$state/.$1.new" && to_disk "$state/.$1.new" && mv -fT -- "$state/.$1.new" "$state/$1"
}
