# Restores the good file in three tries for the lock. See restore.sql.
umask 077
if grep -qi '^ *commit *;' "$GOOD_POLICIES"; then printf 'the file has a COMMIT of its own\n'; exit 1; fi
for try in 1 2 3; do
  psql -XqAt -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -f "$RUNBOOK/scripts/restore.sql" \
    > "$EVIDENCE_DIR/restore.txt" 2> "$EVIDENCE_DIR/restore-errors.txt"
  status=$?
  grep -q 55P03 "$EVIDENCE_DIR/restore-errors.txt" || break
  sleep 5
done
cat "$EVIDENCE_DIR/restore-errors.txt" >&2
cat "$EVIDENCE_DIR/restore.txt"
exit "$status"
