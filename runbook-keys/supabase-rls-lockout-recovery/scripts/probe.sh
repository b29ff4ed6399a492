# Measures as both users and as nobody, in a transaction that is rolled back, and keeps what it saw as $1.txt.
umask 077
psql -XqAt -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -c 'begin read only' -f "$RUNBOOK/scripts/probe.sql" -c rollback \
  > "$EVIDENCE_DIR/$1.txt" || exit
cat "$EVIDENCE_DIR/$1.txt"
