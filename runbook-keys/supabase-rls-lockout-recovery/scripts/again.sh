# Saves the rules as policies-$1.sql, measures as probe-$1.txt, and compares with policies-$2.sql where that is given: the
# rules must have changed since `before`, and must be the same as `after`.
umask 077
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/export.sql" > "$EVIDENCE_DIR/policies-$1.sql" || exit
bash "$RUNBOOK/scripts/probe.sh" "probe-$1" || exit
if [ -z "$2" ]; then exit 0; fi
diff -u "$EVIDENCE_DIR/policies-$2.sql" "$EVIDENCE_DIR/policies-$1.sql" > "$EVIDENCE_DIR/again.diff"
case "$?$2" in
  0before) printf 'unchanged\n' ;;
  1after) cat "$EVIDENCE_DIR/again.diff"; printf 'changed\n' ;;
  0after | 1before) ;;
  *) exit 2 ;;
esac
