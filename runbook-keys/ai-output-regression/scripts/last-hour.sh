# Compares the calls of the last hour with those before the start.
jq -rn -L "$RUNBOOK/scripts" --arg start "$INCIDENT_START" --arg hour "$(jq -rn 'now - 3600 | todate')" 'include "calls";
  [inputs] | (map(select(.at < $start)) | figures) as $b | (map(select(.at >= $hour)) | figures) as $n
  | "before: \($b | tojson)", "last hour: \($n | tojson)",
    if $n.calls < 30 then "too-few" elif $n.plain_json < $b.plain_json - 2 or $n.cut_off > $b.cut_off + 2
      or $n.filtered > $b.filtered + 2 or $n.errors > $b.errors + 2 then "fails"
      elif dearer($b; $n) then "dearer" else "holds" end' "$CALL_LOG"
