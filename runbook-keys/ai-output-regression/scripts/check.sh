# Are inputs and tools there? Saves cases, baseline and both requests as they are now; cases without labels as inputs.
umask 077
mkdir -p "$EVIDENCE_DIR" || exit
missing=
labels=yes
jq -es 'length > 0 and all(.[]; has("expected") | not)' "$EVAL_FILE" > /dev/null 2>&1 && labels=no
there=$'\n'$(env)
for name in APP_EVAL_URL CALL_LOG EVAL_FILE EVIDENCE_DIR INCIDENT_START MODEL_KNOWN_GOOD \
  OPENAI_API_KEY OPENAI_BASE_URL REQUEST_GOOD REQUEST_NOW; do
  [[ $there == *$'\n'"$name="[!$'\n']* ]] || missing="$missing $name"
done
for tool in curl:7.76 jq:1.6 node:20; do
  found=0
  [[ $("${tool%:*}" --version 2> /dev/null) =~ [0-9]+(\.[0-9]+)+ ]] && found=${BASH_REMATCH[0]}
  printf '%s\n' "${tool#*:}" "$found" | sort -VC || missing="$missing ${tool%:*}-${tool#*:}-or-newer"
done
case "${BASH_VERSION:-0}" in 0 | [1-3].*) missing="$missing bash-4-or-newer" ;; esac
for name in CALL_LOG $([ $labels = no ] || printf BASELINE_FILE); do
  jq -es 'length > 0' "${!name}" > /dev/null 2>&1 || missing="$missing JSONL-in-$name"
done
for name in REQUEST_GOOD REQUEST_NOW; do
  jq -e '.model and (tojson | contains("{{input}}"))' "${!name}" > /dev/null 2>&1 \
    || missing="$missing model-and-{{input}}-in-$name"
done
if [ $labels = no ]; then
  jq -es 'length >= 50 and (map(.id) | unique | length) == length and all(.[]; (.input | type) == "string")' \
    "$EVAL_FILE" > /dev/null 2>&1 || missing="$missing 50-inputs-in-EVAL_FILE"
  kept=inputs
else
  jq -es 'length >= 100 and (map(.id) | unique | length) == length and all(.[]; (.input | type) == "string"
    and (.expected | type == "object" and length > 0))' "$EVAL_FILE" > /dev/null 2>&1 \
    || missing="$missing 100-cases-or-50-inputs-in-EVAL_FILE"
  kept=eval
fi
if [ -e "$EVIDENCE_DIR/$kept.jsonl" ]; then
  cmp -s "$EVAL_FILE" "$EVIDENCE_DIR/$kept.jsonl" || missing="$missing the-cases-of-the-start"
fi
if [ -e "$EVIDENCE_DIR/request-now.json" ] && ! cmp -s "$REQUEST_NOW" "$EVIDENCE_DIR/request-now.json"; then
  printf 'kept: request-now.json, which a rollback needs\n'
  missing="$missing the-REQUEST_NOW-of-the-start-or-a-new-EVIDENCE_DIR"
fi
if [ -n "$missing" ]; then
  printf 'needed:%s\nmissing\n' "$missing"
else
  if [ $labels = no ]; then
    cp "$EVAL_FILE" "$EVIDENCE_DIR/inputs.jsonl" || exit
  else
    cp "$EVAL_FILE" "$EVIDENCE_DIR/eval.jsonl" && cp "$BASELINE_FILE" "$EVIDENCE_DIR/baseline.jsonl" || exit
  fi
  cp "$REQUEST_NOW" "$EVIDENCE_DIR/request-now.json" && cp "$REQUEST_GOOD" "$EVIDENCE_DIR/request-good.json" \
    && printf 'ready\n'
fi
