# Replays the rest in tens, and stops by itself.
umask 077
printf 'stopped\n' > "$EVIDENCE_DIR/outcome.txt"
stop() { printf '%s\nstopped\n' "$1"; exit 1; }
tail -n +2 "$EVIDENCE_DIR/replay.txt" > "$EVIDENCE_DIR/rest.txt"
while [ -s "$EVIDENCE_DIR/rest.txt" ]; do
  bash "$RUNBOOK/scripts/dependency.sh" | grep -qE '^2..$' || stop 'the dependency does not answer well'
  head -n 10 "$EVIDENCE_DIR/rest.txt" > "$EVIDENCE_DIR/batch.txt"
  tail -n +11 "$EVIDENCE_DIR/rest.txt" > "$EVIDENCE_DIR/next.txt"
  mv "$EVIDENCE_DIR/next.txt" "$EVIDENCE_DIR/rest.txt"
  cat "$EVIDENCE_DIR/batch.txt" >> "$EVIDENCE_DIR/replayed.txt"
  bash "$RUNBOOK/scripts/replay.sh" || stop 'the jobs could not be changed'
  end=$(($(date +%s) + SETTLE_SECONDS))
  while sleep 1; do
    answer=$(psql -XqAtf "$RUNBOOK/scripts/settle.sql") \
      || stop 'the jobs could not be read'
    read -r pending bad wrong <<< "$answer"
    if [ "$pending" -eq 0 ] || [ "$(date +%s)" -ge "$end" ]; then break; fi
  done
  printf 'of these ten pending %s, failed %s, double or no effect %s\n' "$pending" "$bad" "$wrong"
  if [ "$pending" -gt 0 ] || [ "$bad" -ge 2 ] || [ "$wrong" -gt 0 ]; then stop 'stop rule'; fi
done
printf 'done\n' | tee "$EVIDENCE_DIR/outcome.txt"
