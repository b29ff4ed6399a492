# What differs from the good file: lines with - are missing now, lines with + should not be there.
umask 077
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/export.sql" > "$EVIDENCE_DIR/policies-now.sql" || exit
if [ ! -s "$GOOD_POLICIES" ]; then
  printf 'absent\n'
elif diff -u "$GOOD_POLICIES" "$EVIDENCE_DIR/policies-now.sql" > "$EVIDENCE_DIR/policies.diff"; then
  joined=$(psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/joined.sql") || exit
  printf '%s\n' "$joined"
  if [ -n "$joined" ]; then printf 'joined\n'; else printf 'same\n'; fi
else
  cat "$EVIDENCE_DIR/policies.diff"
  printf 'differs\n'
fi
