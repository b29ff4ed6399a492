# What has failed again? again.txt counts as poison.
umask 077
psql -XqAtf "$RUNBOOK/scripts/again.sql" > "$EVIDENCE_DIR/again.txt" || exit
grep -q done "$EVIDENCE_DIR/outcome.txt" || { printf 'stopped\n'; exit; }
if [ -s "$EVIDENCE_DIR/again.txt" ]; then printf 'some-again\n'; else printf 'all-once\n'; fi
