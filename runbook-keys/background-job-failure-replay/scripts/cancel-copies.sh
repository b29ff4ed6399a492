# Cancels dead-letter copies that are covered, and keeps which.
umask 077
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/cancel-copies.sql" >> "$EVIDENCE_DIR/copies.txt" || exit
printf 'cancelled: %s\n' "$(wc -l < "$EVIDENCE_DIR/copies.txt")"
