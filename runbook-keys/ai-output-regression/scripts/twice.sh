# Asks the application the same twice. What differs is noise.
umask 077
node "$RUNBOOK/scripts/answer.mjs" app > "$EVIDENCE_DIR/app-a.jsonl" || exit
node "$RUNBOOK/scripts/answer.mjs" app > "$EVIDENCE_DIR/app-b.jsonl" || exit
found=$(node "$RUNBOOK/scripts/compare.mjs" "$EVIDENCE_DIR/app-a.jsonl" "$EVIDENCE_DIR/app-b.jsonl") || exit
printf '%s\n' "$found"
case "$found" in
  *same | *incomplete) ;;
  *) mkdir "$EVIDENCE_DIR/unsteady" 2> /dev/null || printf 'unsteady-again\n' ;;
esac
