# Does any key that was handed to REPAIR_SCRIPT still differ?
umask 077
bash "$RUNBOOK/scripts/compare-two.sh" > "$EVIDENCE_DIR/now.jsonl" || exit
jq -rn --slurpfile handed "$EVIDENCE_DIR/any-repaired.jsonl" '[inputs] as $now
  | [$handed[].key] as $keys | [$now[] | if type == "object" then select(.key as $key | $keys | index([$key])) else . end]
  | (.[] | tojson), if $keys == [] then "nothing" elif length > 0 then "left" else "repaired" end' "$EVIDENCE_DIR/now.jsonl"
