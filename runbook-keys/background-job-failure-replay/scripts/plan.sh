# Decides job by job what to replay. See plan.sql.
umask 077
psql -XqAtF ' ' -f "$RUNBOOK/scripts/plan.sql" > "$EVIDENCE_DIR/plan.txt" || exit
cut -d ' ' -f 2,6- "$EVIDENCE_DIR/plan.txt" >> "$EVIDENCE_DIR/keys.txt"
for verdict in replay apart archived; do
  awk -v v="$verdict" '$1 == v { print $2 }' "$EVIDENCE_DIR/plan.txt" > "$EVIDENCE_DIR/$verdict.txt"
done
awk '{ n[$1]++ } END {
  for (v in n) print n[v], v
  print (n["worked-copy"] ? "worked-copy" : n["archived"] ? "archived" : \
    n["replay"] > 10000 ? "too-many" : n["replay"] ? "replay" : "none") }' "$EVIDENCE_DIR/plan.txt"
