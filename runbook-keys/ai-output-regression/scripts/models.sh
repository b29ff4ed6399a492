# Is the known-good model still listed?
umask 077
code=$(curl -sS --max-time 20 -o "$EVIDENCE_DIR/models.json" -w '%{http_code}' -K - \
  "${OPENAI_BASE_URL}/models" <<EOF
header = "Authorization: Bearer ${OPENAI_API_KEY}"
EOF
) || exit
[ "$code" = 200 ] || { printf '%s\n' "$code"; exit 0; }
jq -r --slurpfile now "$EVIDENCE_DIR/request-now.json" '
  ([.data[].id]) as $ids | "asked for now: \($now[0].model), listed: \($ids | index($now[0].model) != null)",
  (.data[] | select(.id == env.MODEL_KNOWN_GOOD) | .shutdown_date // empty | "the known-good one ends: \(.)"),
  if $ids | index(env.MODEL_KNOWN_GOOD) then "listed" else "not-listed" end' "$EVIDENCE_DIR/models.json"
