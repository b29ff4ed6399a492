# How far the ramp came: open, part-way, relapsed or relapsed-again.
umask 077
touch "$EVIDENCE_DIR/relapses.txt" "$EVIDENCE_DIR/ramp.txt"
bash "$RUNBOOK/scripts/share.sh" > /dev/null || exit
jq -r --argjson relapses "$(wc -l < "$EVIDENCE_DIR/relapses.txt")" --rawfile ramp "$EVIDENCE_DIR/ramp.txt" '
  if $ramp == "too-few\n" then "part-way" elif .dependency_share == 100 then "open"
  elif .dependency_share > 0 then "part-way" elif $relapses > 1 then "relapsed-again" else "relapsed" end' "$EVIDENCE_DIR/switches-after.json"
