# Replays the oldest job of replay.txt.
umask 077
head -n 1 "$EVIDENCE_DIR/replay.txt" > "$EVIDENCE_DIR/batch.txt"
tee -a "$EVIDENCE_DIR/replayed.txt" < "$EVIDENCE_DIR/batch.txt"
bash "$RUNBOOK/scripts/replay.sh"
