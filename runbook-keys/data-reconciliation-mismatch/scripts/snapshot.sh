# Takes a snapshot of Stripe. The database's time comes first: what is written later will not be touched.
umask 077
psql -XqAt -v ON_ERROR_STOP=1 -c 'select clock_timestamp()' > "$EVIDENCE_DIR/t0.txt" || exit
bash "$RUNBOOK/scripts/pages.sh" > "$EVIDENCE_DIR/stripe.jsonl"
status=$?
case "$status" in 0) ;; 66) printf 'too-many\n'; exit 0 ;; *) exit "$status" ;; esac
printf 'subscriptions: %s\n' "$(wc -l < "$EVIDENCE_DIR/stripe.jsonl")"
sha256sum "$EVIDENCE_DIR/stripe.jsonl" >> "$EVIDENCE_DIR/snapshots.sha256"
if grep -qF "\"$KNOWN_GOOD_SUBSCRIPTION\"" "$EVIDENCE_DIR/stripe.jsonl"; then printf 'complete\n'
else printf 'incomplete\n'; fi
