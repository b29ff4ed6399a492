# Repairs in batches of at most 200 rows, and stops above the rehearsed number.
umask 077
read -r rehearsed < "$EVIDENCE_DIR/rehearsed.txt" || exit
total=0
printf '%s\n' "$total" > "$EVIDENCE_DIR/repaired.txt"
while :; do
  n=$(psql -XqAt -v ON_ERROR_STOP=1 <<'SQL'
set statement_timeout = '30s';
set lock_timeout = '2s';
select runbook_recon.repair(100);
SQL
  ) || exit
  [ "$n" -gt 0 ] || break
  total=$((total + n))
  printf '%s\n' "$total" > "$EVIDENCE_DIR/repaired.txt"
  [ "$total" -le "$rehearsed" ] || break
  sleep 0.2
done
printf 'rehearsed: %s, repaired: %s\ndone\n' "$rehearsed" "$total"
