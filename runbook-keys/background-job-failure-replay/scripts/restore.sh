# Brings archived failures back. See restore.sql.
umask 077
# What a former restore noted stays: a rollback needs the true times.
cat "$EVIDENCE_DIR/plan.txt" >> "$EVIDENCE_DIR/plan-before-restore.txt" || exit
cp "$EVIDENCE_DIR/archived.txt" "$EVIDENCE_DIR/restored.txt" || exit
psql -XqAtf "$RUNBOOK/scripts/restore.sql"
