#!/bin/bash
# The total, and the verdict.

finish() {
  local changed=changed removed=removed text n_failed=${failed:+1}
  [[ -z $checking ]] || changed='would change' removed='would remove'
  verdict=0
  if [[ -n $checking ]] && ((n_changed + n_pending + n_removed + n_left + n_prunable + n_held + n_restarts > 0)); then
    verdict=4
  fi
  [[ -z $failed ]] || verdict=1
  [[ -z $withheld ]] || verdict=3
  if [[ -n $json ]]; then
    text="\"$changed\":$n_changed,\"ok\":$n_ok,\"pending activation\":$n_pending,\"skipped\":$n_skipped"
    text="$text,\"$removed\":$n_removed,\"left\":$n_left,\"to prune\":$n_prunable,\"held back\":$n_held"
    [[ -z $digest ]] || text="$text,\"prune\":\"$digest\""
    text="$text,\"failed\":${n_failed:-0},\"not reached\":$n_unreached,\"exit\":$verdict"
    printf '{"total":{%s}}\n' "$text"
    return
  fi
  text="$n_changed $changed, $n_ok ok"
  ((n_pending == 0)) || text="$text, $n_pending pending activation"
  ((n_skipped == 0)) || text="$text, $n_skipped skipped"
  ((n_removed == 0)) || text="$text, $n_removed $removed"
  ((n_left == 0)) || text="$text, $n_left left"
  ((n_held == 0)) || text="$text, $n_held held back"
  ((n_prunable == 0)) || text="$text, $n_prunable to prune"
  [[ -z $failed ]] || text="$text, 1 failed, $n_unreached not reached"
  printf '%s\n' "$text"
  ((n_prunable == 0)) || printf '%s\n' \
    "The script no longer has what is to prune, and leaves it. To remove it: --prune $digest"
}
