# Cancels waiting jobs that are stale, and keeps which.
umask 077
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/cancel-stale.sql" >> "$EVIDENCE_DIR/stale.txt" || exit
printf 'cancelled: %s\n' "$(wc -l < "$EVIDENCE_DIR/stale.txt")"
