#!/bin/bash
# A file is replaced: what was there is kept, and there is nothing in between.

# replace_file PATH MODE OWNER:GROUP CONTENT: the old file, or the new one, and nothing in between.
# The temporary name is one that no reader of a configuration folder takes for a file of its own.
replace_file() {
  local target=$root$1 folder=$root${1%/*} retry='make room or repair it, then run apply.sh again'
  [[ -z $before_change ]] || "$before_change" || return
  begin_run
  make_folder "$folder" || fail "$folder cannot be made" "$retry" || return
  if ! { make_temporary "$folder" && fill "$2" "$3" "$4" >"$temporary" && label "$1" "$temporary"; } 2>"$scratch/output"; then
    abandon "$retry" || return
  fi
  if judges_before && ! accepts "$temporary"; then
    rm -f -- "$temporary"
    temporary=
    refused || return
  fi
  hash_change "$temporary" "$target"
  { back_up "$1" "$after" && { ! remembered "maker $1" || keep_maker "$1"; }; } 2>"$scratch/output" ||
    { quote_output; rm -f -- "$temporary"; temporary=; unnotify; fail "$1 cannot be backed up" "$retry"; } || return
  if ! { own_file "$2" "$3" &&
    { ! judges_in_place || doubt "$1"; } &&
    mv -fT -- "$temporary" "$target" &&
    { ! remembered "relabel $1" || restorecon -- "$target"; }; } 2>"$scratch/output"; then
    abandon "$retry" || return
  fi
  temporary=
  judges_in_place || return 0
  if ! accepts "$target"; then
    put_back "$1" "$run"
    rm -f -- "$state/unjudged"
    refused || return
  fi
  rm -f -- "$state/unjudged"
}

# abandon WHAT-TO-DO: the new file did not come to its place.
abandon() {
  quote_output
  [[ -z $temporary ]] || rm -f -- "$temporary"
  temporary=
  unnotify
  fail 'it cannot be written' "$1"
}

# hash_change NEW OLD: sets after and before.
hash_change() {
  before=none
  if [[ -e $2 ]]; then
    hash_of "$1" "$2" && before=${hashes[1]}
  else
    hash_of "$1"
  fi && after=${hashes[0]}
}

# own_file MODE OWNER:GROUP: the file is whole, and on the list, before it is there.
own_file() {
  case $subject in
    'file'* | network*) own "$after ${1#0} $2" "$temporary" ;;
    *) own - "$temporary" ;;
  esac
}

# is_ours OWNER:GROUP FILE: what root has made is root's, unless root or the folder has another group.
is_ours() {
  [[ $1 == root:root && ${GROUPS[0]} == 0 && -O $2 && -G $2 ]]
}

# make_temporary FOLDER: sets temporary to a new file there, empty and for us alone. What somebody has put there is not opened.
make_temporary() {
  printf -v temporary '%s/.rackwright.%06x' "$1" "$((RANDOM << 9 ^ RANDOM))"
  [[ ! -e $temporary ]] || { printf '%s\n' "$temporary is there" >&2; temporary=; return 1; }
  set -o noclobber
  : >"$temporary" || temporary=
  set +o noclobber
  [[ -n $temporary ]]
}

# fill MODE OWNER:GROUP CONTENT: the temporary file, which is open already: its mode may let nobody write.
# It says nothing before that mode says who may read it.
fill() {
  { ((EUID != 0)) || is_ours "$2" "$temporary" || chown -- "$2" "$temporary"; } &&
    chmod -- "$1" "$temporary" && printf %s "$3"
}

# make_folder FOLDER: with its parents, as far as they are missing.
make_folder() {
  local mode=755
  [[ -d $1/ ]] && return
  # ssh believes no keys that others could have put there.
  [[ $1 != */.ssh ]] || mode=700
  make_folder "${1%/*}" && mkdir -m "$mode" -- "$1" && label "${1#"$root"}" "$1"
}

# keep_maker PATH: of a file that makes devices, the one that made what runs stays under pending until
# they have been brought up by its successor. It is empty where there was none.
keep_maker() {
  local kept=/var/lib/rackwright/pending$1
  [[ -z $tree ]] || return 0
  same_boot || { rm -rf -- /var/lib/rackwright/pending && mkdir -p -- /var/lib/rackwright &&
    printf '%s\n' "$this_boot" >/var/lib/rackwright/pending.boot; } || return
  [[ ! -e $kept ]] || return 0
  contained "$kept" && own_folder "${kept%/*}" || return
  if [[ -e $1 ]]; then cp -p -- "$1" "$kept.new"; else : >"$kept.new"; fi && mv -fT -- "$kept.new" "$kept"
}

# is_pending PATH: whether what runs was made by the predecessor of this file.
is_pending() {
  [[ -e /var/lib/rackwright/pending$1 ]] && same_boot
}

# same_boot: whether the machine has not been started anew since something became pending: a start makes all of it.
same_boot() {
  local recorded=none
  this_boot=unknown
  { IFS= read -r this_boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
  { IFS= read -r recorded </var/lib/rackwright/pending.boot; } 2>/dev/null
  [[ $recorded == "$this_boot" ]]
}

# label PATH FILE: the SELinux label that the policy has for PATH. Another root has a policy of its own.
# Without matchpathcon it can only be set in place, a moment later.
label() {
  local context
  [[ -z $tree || -n $offline ]] && has_policy || return 0
  if ! type -P matchpathcon >/dev/null; then
    remember "relabel $1"
    return
  fi
  context=$(matchpathcon -n -- "$1") || return
  [[ $context == '<<none>>' ]] || chcon -- "$context" "$2"
}

# has_policy: whether the kernel has an SELinux policy to ask.
has_policy() {
  type -P selinuxenabled >/dev/null && selinuxenabled
}

# label_at_boot: an installer whose kernel has no policy leaves the labels to the first start.
label_at_boot() {
  [[ -z $checking && -f /etc/selinux/config ]] || return 0
  has_policy || : >/.autorelabel
}
