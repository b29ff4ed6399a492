# Replays the jobs of batch.txt at REPLAY_PER_SECOND, with one attempt each, and prints how many.
case $(cat "$EVIDENCE_DIR/kind.txt") in
  bullmq) bash "$RUNBOOK/scripts/bullmq-change.sh" replay < "$EVIDENCE_DIR/batch.txt" ;;
  *) psql -XqAtf "$RUNBOOK/scripts/replay.sql" ;;
esac
