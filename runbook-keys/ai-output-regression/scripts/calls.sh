# Reads the call log before and after the start.
umask 077
jq -n -L "$RUNBOOK/scripts" --arg start "$INCIDENT_START" 'include "calls";
  [inputs] | {before: (map(select(.at < $start)) | figures), after: (map(select(.at >= $start)) | figures)}
  ' "$CALL_LOG" > "$EVIDENCE_DIR/calls.json" || exit
jq -r '"before: \(.before | tojson)", "after: \(.after | tojson)",
  if .before.calls == 0 or .after.calls == 0 then "one-sided"
  elif .after.errors > 5 and .after.errors > .before.errors then "errors"
  elif .before.requested != .after.requested then "requested-changed"
  elif .before.served != .after.served then "served-changed"
  else "unchanged" end' "$EVIDENCE_DIR/calls.json"
