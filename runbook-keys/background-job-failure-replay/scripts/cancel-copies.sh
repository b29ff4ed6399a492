# Cancels dead-letter copies that are covered, and keeps which.
umask 077
psql -XqAtf "$RUNBOOK/scripts/cancel-copies.sql" >> "$EVIDENCE_DIR/copies.txt" || exit
printf 'cancelled: %s\n' "$(wc -l < "$EVIDENCE_DIR/copies.txt")"
