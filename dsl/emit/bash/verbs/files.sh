#!/bin/bash
# Files: compared whole, replaced whole.

# file PATH MODE OWNER:GROUP [SERVICE…]: a regular file with what comes on standard input.
# The services are restarted at the end if it changed. Behind it stands `|| lost`.
file() {
  came=yes
  file_of_document "$@" && came=''
}

# file_of_document PATH MODE OWNER:GROUP [SERVICE…]: that, once it has begun.
file_of_document() {
  local path=$1 mode=$2 owner=$3 content judge=(${judge[@]+"${judge[@]}"})
  shift 3
  if surveying; then
    asked_files+=("$root$path")
    [[ -z $before_change ]] || guard_files+=("$path")
    claim_file "$path" "$@"
    return
  fi
  begin "${id:-file:$path}" || return 0
  claim_file "$path" "$@"
  document
  converge_file "$path" "$mode" "$owner" "$content" '' "$@"
}

# document: sets content to what comes on standard input. Since 5.1 that is a pipe, of which -d takes a byte at a time.
document() {
  local whole=(-d '')
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 501)) || whole=(-N 2147483647)
  IFS= read -r "${whole[@]}" content
}

# secret_file PATH MODE OWNER:GROUP NAME [SERVICE…]: a copy of /etc/rackwright/secrets/NAME.
secret_file() {
  local path=$1 mode=$2 owner=$3 name=$4 store=$root/etc/rackwright/secrets/$4 content
  shift 4
  if surveying; then
    asked_files+=("$root$path")
    claim_file "$path" "$@"
    return
  fi
  begin "${id:-file:$path}" || return 0
  claim_file "$path" "$@"
  case $name in
    '' | . | .. | */*) fail "'$name' cannot be the name of a secret" 'name it with letters' || return ;;
  esac
  contained "$store" || fail "$unsafe" 'look at what is in its place' || return
  if [[ -n $tree && ! -e $store ]]; then
    note skipped "secret $name is not in this tree"
    return
  fi
  [[ -f $store ]] || fail "there is no $store" "put the secret there, owned by root and with mode 600" || return
  attributes "$store"
  # A tree that an ordinary user works on cannot hold files of root.
  if [[ $file_mode != *00 || ($EUID -eq 0 && $file_owner != root:*) ]]; then
    fail "$store has mode $file_mode and belongs to $file_owner" "chown root $store && chmod 600 $store" || return
  fi
  ! IFS= read -r -d '' content <"$store" || fail "$store holds a NUL byte" 'a secret is text' || return
  converge_file "$path" "$mode" "$owner" "$content" "$name" "$@"
}

# claim_file PATH [UNIT…]: the units are told when it is removed, too.
claim_file() {
  local path=$1
  shift
  claim 'file' "$path" "$*"
}

# authorized_key KEY: one line more in root's authorized_keys unless the key is there; the others stay.
authorized_key() {
  local path=/root/.ssh/authorized_keys key=$1 wanted line content='' mode=600 owner=root:root
  key_identity "$key"
  if surveying; then
    claim key "${identity:--}" "$key"
    return
  fi
  begin "${id:-authorized-key:$key}" || return 0
  [[ $key != *[$'\n\r']* ]] || fail 'a key is one line' 'write each key by itself' || return
  claim key "${identity:--}" "$key"
  wanted=$identity
  [[ -n $wanted ]] || fail 'it holds no key type with a key after it' 'copy the whole line of the .pub file' || return
  regular "$root$path" || return
  if [[ -f $root$path ]]; then
    ! IFS= read -r -d '' content <"$root$path" || fail "$path holds a NUL byte" 'look at the file' || return
    while IFS= read -r line || [[ -n $line ]]; do
      [[ $line != '#'* ]] || continue
      key_identity "$line"
      if [[ $identity == "$wanted" ]]; then
        existed=yes
        note ok
        return
      fi
    done <"$root$path"
    [[ -z $content || $content == *$'\n' ]] || content=$content$'\n'
    attributes "$root$path"
    mode=$file_mode owner=$file_owner
  fi
  converge_file "$path" "$mode" "$owner" "$content$key"$'\n' ''
}

# key_identity LINE: sets identity to the type and the key, without options and comment.
key_identity() {
  local words word previous=''
  identity=
  read -r -a words <<<"$1"
  for word in ${words[@]+"${words[@]}"}; do
    case $previous in
      ssh-* | ecdsa-* | sk-*)
        identity="$previous $word"
        return
        ;;
    esac
    previous=$word
  done
}

# converge_file PATH MODE OWNER:GROUP CONTENT SECRET [SERVICE…]: compare, write, say which.
converge_file() {
  local path=$1 mode=$2 owner=$3 content=$4 secret=$5 target=$root$1 why='' stray
  shift 5
  regular "$target" || return
  if [[ -z $checking ]]; then
    for stray in "${target%/*}"/.rackwright.??????; do
      [[ ! -f $stray ]] || rm -f -- "$stray"
    done
  fi

  if [[ ! -e $target ]]; then
    why=', new'
  else
    [[ $subject == key* ]] || existed=yes
    same_content "$target" "$content" || why=', content'
    attributes "$target"
    # As text: in arithmetic a value could be more than a number.
    [[ ${mode#"${mode%%[!0]*}"} == "${file_mode#0}" ]] || why="$why, mode $file_mode and not $mode"
    [[ $EUID -ne 0 || $file_owner == "$owner" ]] || why="$why, owner $file_owner and not $owner"
    ! remembered "unjudged $path" || why="$why, not judged yet"
  fi
  if [[ -z $why ]]; then
    note ok
    return
  fi
  if holds_back "$path"; then
    remember "held back $path"
    note 'held back' "$held_by would go with it; --prune agrees to that"
    return
  fi
  [[ $subject == key* ]] || explain_drift "$path" "$mode" "$owner" "$content"

  [[ -z $diffing ]] || compare_files "$path" "$content" "$secret"
  if [[ -n $checking ]] && judges_before; then
    private_scratch
    printf %s "$content" >"$scratch/judged"
    accepts "$scratch/judged" || refused || return
  fi
  notify "$@" || return
  if [[ -n $checking ]]; then
    note 'would change' "${why#, }"
  else
    replace_file "$path" "$mode" "$owner" "$content" || return
    note changed "${why#, }"
  fi
  remember "changed $path"
}

# regular TARGET: whether a regular file stands there, or may be put there.
regular() {
  contained "$1" || fail "$unsafe" 'look at what is in its place' || return
  if [[ -L $1 ]]; then
    fail 'it is a symbolic link' 'remove the link, or manage the file that it points to'
  elif [[ -d $1 ]]; then
    fail 'it is a folder' 'move the folder away'
  elif [[ -e $1 && ! -f $1 ]]; then
    fail 'it is a device, a pipe or a socket' 'move it away'
  fi
}

# contained TARGET: whether writing it stays below the root; if not, unsafe says why. Leaves us in /.
contained() {
  local folder=${1%/*}
  case ${1#"$root"} in
    [!/]* | '' | */ | */../* | */./* | */.. | */.) unsafe="'$1' is not the path of a file" && return 1 ;;
  esac
  while [[ -n $folder && ! -e $folder && ! -L $folder ]]; do
    folder=${folder%/*}
  done
  unsafe="$folder is not a folder"
  cd -P -- "${folder:-/}" 2>/dev/null || return
  unsafe="$folder leads out of $root, to $PWD"
  [[ -z $tree || $PWD/ == "$root"/* ]]
  set -- $?
  cd / || return
  return "$1"
}

# same_content FILE CONTENT: no fork. Text of ours has no NUL byte, at which read would stop with success.
same_content() {
  local have
  ! IFS= read -r -d '' have <"$1" && [[ $have == "$2" ]]
}

# attributes FILE: sets file_mode and file_owner, from one stat for all as long as nothing else has run.
attributes() {
  local i
  [[ -n ${files_epoch-} ]] || ask_files
  if [[ $files_epoch == "${epoch:-0}" ]]; then
    # They are asked for in their order: the next one is nearly always the one.
    for ((i = 0; i < ${#seen_modes[@]}; i++)); do
      if [[ ${seen_files[next_seen]} == "$1" ]]; then
        file_mode=${seen_modes[next_seen]% *} file_owner=${seen_modes[next_seen]#* }
        return
      fi
      next_seen=$(((next_seen + 1) % ${#seen_modes[@]}))
    done
  fi
  read -r file_mode file_owner <<<"$(stat -c '%a %U:%G' -- "$1")"
}

# ask_files: the mode and owner of every file that the steps name.
ask_files() {
  local name existing=() modes=''
  for name in "${asked_files[@]-}"; do
    [[ ! -f $name || -L $name ]] || existing+=("$name")
  done
  files_epoch=${epoch:-0} seen_files=() seen_modes=() next_seen=0
  [[ ${#existing[@]} -gt 0 ]] && modes=$(stat -c '%a %U:%G' -- "${existing[@]}") || return 0
  seen_files=("${existing[@]}")
  IFS=$'\n' read -r -d '' -a seen_modes <<<"$modes"
}

# compare_files PATH CONTENT SECRET: sets difference. A secret is never shown, on neither side.
compare_files() {
  local now=$root$1
  if [[ -n $3 ]]; then
    difference="(secret $3 differs)"
    return
  fi
  [[ -e $now ]] || now=/dev/null
  private_scratch
  printf %s "$2" >"$scratch/wanted"
  difference=$(diff -u --label "$1 (as it is)" --label "$1 (as it will be)" -- "$now" "$scratch/wanted" 2>&1)
}
