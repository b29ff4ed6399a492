# The three limits of the client, lowered: no retries, half the calls at a time, half of BUDGET_MS. Nothing is raised.
jq -c --argjson half "$((BUDGET_MS / 2))" '{ dependency_retries: 0,
  dependency_timeout_ms: ([.dependency_timeout_ms, $half] | min),
  dependency_concurrency: ([.dependency_concurrency / 2 | floor, 1] | max) }' "$EVIDENCE_DIR/switches-before.json"
