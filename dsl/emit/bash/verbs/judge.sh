#!/bin/bash
# A file that its own program refuses is not left in place.

# judged_by WORD…: the command that accepts or refuses the next file. @ is the file, not yet in its place; a
# command without @ knows only the place, so that what was there comes back if the new file is refused.
# With silent=yes what counts is what it says on standard error, not its status.
judged_by() {
  [[ $phase == act ]] || return 0
  next_judge=("$@")
  judged_silent=${silent-}
}

# accepts FILE: whether the judge of this step has nothing against it. Where the program is not installed nothing reads the file.
accepts() {
  local word call=()
  type -P "${judge[0]}" >/dev/null || return 0
  for word in "${judge[@]}"; do
    [[ $word != @ ]] || word=$1
    call+=("$word")
  done
  if [[ -n $judged_silent ]]; then
    "${call[@]}" >/dev/null 2>"$scratch/output" 9>&-
    [[ ! -s $scratch/output ]]
  else
    "${call[@]}" >"$scratch/output" 2>&1 9>&-
  fi
}

# judges_in_place: whether this step's judge knows only the place.
judges_in_place() {
  [[ ${#judge[@]} -gt 0 ]] && ! among @ "${judge[@]}"
}

# judges_before: whether it takes any file.
judges_before() {
  [[ ${#judge[@]} -gt 0 ]] && among @ "${judge[@]}"
}

# refused: what the judge said, as the failure of this step.
refused() {
  unnotify
  quote_output
  fail "${judge[0]} refuses it" 'read what it says above; what was there before is in place'
}

# doubt PATH: on disk before a file goes to its place to be judged there, with where its predecessor is kept.
doubt() {
  printf '%s\t%s\n' "$run" "$1" >"$state/.unjudged.new" && to_disk "$state/.unjudged.new" &&
    mv -fT -- "$state/.unjudged.new" "$state/unjudged"
}

# A run that was killed before the judge had spoken: its file is not ours to trust, and comes anew.
settle_doubt() {
  local number path
  [[ -f $state/unjudged ]] || return 0
  IFS=$'\t' read -r number path <"$state/unjudged"
  remember "unjudged $path"
  [[ -z $checking ]] || return 0
  contained "$root$path" && put_back "$path" "$number" && rm -f -- "$state/unjudged"
}
