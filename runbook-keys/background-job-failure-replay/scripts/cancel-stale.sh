# Cancels waiting jobs that are stale, and keeps which.
umask 077
case $(cat "$EVIDENCE_DIR/kind.txt") in
  bullmq) bash "$RUNBOOK/scripts/bullmq-change.sh" cancel >> "$EVIDENCE_DIR/stale.txt" || exit ;;
  *) psql -XqAtf "$RUNBOOK/scripts/cancel-stale.sql" >> "$EVIDENCE_DIR/stale.txt" || exit ;;
esac
printf 'cancelled: %s\n' "$(grep -c . "$EVIDENCE_DIR/stale.txt")"
