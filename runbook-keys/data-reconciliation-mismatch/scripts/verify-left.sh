# Takes a snapshot of its own and compares it without storing anything. With `day`: every difference, new ones too.
umask 077
if [ "$1" = day ]; then
  bash "$RUNBOOK/scripts/pages.sh" > "$EVIDENCE_DIR/stripe-next-day.jsonl" || exit
  psql -XqAtf "$RUNBOOK/scripts/left-day.sql"
else
  bash "$RUNBOOK/scripts/pages.sh" > "$EVIDENCE_DIR/stripe-after.jsonl" || exit
  psql -XqAtf "$RUNBOOK/scripts/left.sql"
fi
