#!/bin/bash
# What has changed this machine: /var/log/rackwright/history.jsonl, a line per step that changed something.

# log_step RESULT DETAIL: with what the file was and is, where the step is about one.
log_step() {
  local text folder=$root/var/log/rackwright
  begin_run
  text="{\"run\":\"$run\",\"time\":\"$run_time\",\"host\":"
  json_string "$host"
  text="$text$quoted,\"section\":"
  json_string "$current"
  text="$text$quoted${guarded:+,\"network\":true},\"step\":"
  json_string "$step"
  text="$text$quoted,\"result\":\"$1\""
  if [[ -n $2 ]]; then
    json_string "$2"
    text="$text,\"detail\":$quoted"
  fi
  [[ -z $before$after ]] || text="$text,\"before\":\"${before:-none}\",\"after\":\"${after:-none}\""
  contained "$folder/history.jsonl" && make_folder "$folder" && printf '%s}\n' "$text" 2>/dev/null >>"$folder/history.jsonl" && return
  remembered 'no history' || printf 'apply.sh: %s\n' "$folder/history.jsonl cannot be written; the history lacks this run" >&2
  remember 'no history'
}

# show_history: as it is with --json, else the words of each line.
show_history() {
  local line text pattern string='"(([^"\]|\\.)*)"' log=$root/var/log/rackwright/history.jsonl
  [[ -e $log ]] || return 0
  [[ -r $log ]] || refuse "$log cannot be read" 'it is for root'
  pattern="^[{]\"run\":$string,\"time\":$string,.*\"step\":$string,\"result\":$string(,\"detail\":$string)?"
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ -z $json && $line =~ $pattern ]]; then
      text=${BASH_REMATCH[10]}
      printf '%s  %s  %-12s  %s%s\n' "${BASH_REMATCH[3]}" "run ${BASH_REMATCH[1]}" "${BASH_REMATCH[7]}" \
        "${BASH_REMATCH[5]}" "${text:+  ($text)}"
    else
      printf '%s\n' "$line"
    fi
  done <"$log"
}
