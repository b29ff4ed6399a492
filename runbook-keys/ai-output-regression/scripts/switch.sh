# Do customers get answers now? Prints what the route says.
umask 077
head -n 1 "$EVIDENCE_DIR/eval.jsonl" | jq -c '{id, input}' > "$EVIDENCE_DIR/one-case.json" || exit
curl -sS --fail-with-body --max-time 60 -o "$EVIDENCE_DIR/switch.json" -K - -H 'content-type: application/json' \
  -d "@$EVIDENCE_DIR/one-case.json" "$APP_EVAL_URL" <<EOF || exit
header = "Authorization: Bearer ${APP_EVAL_TOKEN}"
EOF
jq -r .enabled "$EVIDENCE_DIR/switch.json"
