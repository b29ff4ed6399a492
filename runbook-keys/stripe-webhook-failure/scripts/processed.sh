# Is the redelivered event processed within 30 seconds?
for try in 1 2 3 4 5 6 7 8 9 10; do
  bash "$RUNBOOK/scripts/done.sh" || exit
  if [ -s "$EVIDENCE_DIR/done.txt" ]; then printf 'processed\n'; exit 0; fi
  sleep 3
done
printf 'not-processed\n'
