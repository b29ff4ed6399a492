# Makes the jobs of stale.txt wait again, only while no worker runs.
case $(cat "$EVIDENCE_DIR/kind.txt") in
  bullmq) bash "$RUNBOOK/scripts/bullmq-change.sh" resume < "$EVIDENCE_DIR/stale.txt" ;;
  *) psql -XqAtf "$RUNBOOK/scripts/resume-stale.sql" ;;
esac
