# Is the application as good as the baseline, and is the feature on?
umask 077
node "$RUNBOOK/scripts/answer.mjs" app > "$EVIDENCE_DIR/verify.jsonl" || exit
found=$(node "$RUNBOOK/scripts/compare.mjs" "$EVIDENCE_DIR/baseline.jsonl" "$EVIDENCE_DIR/verify.jsonl") || exit
printf '%s\n' "$found"
jq -rs --arg verdict "${found##*[[:space:]]}" '
  if $verdict == "incomplete" then $verdict elif $verdict != "same" and $verdict != "better" then "fails"
  elif any(.[]; .enabled == false) then "holds-but-off" else "holds" end' "$EVIDENCE_DIR/verify.jsonl"
