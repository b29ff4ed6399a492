# How many events of missing.txt are without their effect?
umask 077
cp "$EVIDENCE_DIR/missing.txt" "$EVIDENCE_DIR/ids.txt" && bash "$RUNBOOK/scripts/done.sh" || exit
awk 'NR == FNR { done[$1]; next } !($1 in done) { n++ } END { print n + 0 }' \
  "$EVIDENCE_DIR/done.txt" "$EVIDENCE_DIR/missing.txt"
