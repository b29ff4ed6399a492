# Does the block answer, and not the application? Are other routes well?
umask 077
printf 'blocked\n' > "$EVIDENCE_DIR/way.txt" || exit 1
printf '%s block by hand\n' "$(date -u +%FT%TZ)" >> "$EVIDENCE_DIR/switch-log.txt"
sleep "$WINDOW_SECONDS"
most=$(bash "$RUNBOOK/scripts/seconds.sh") || exit 1
affected=$(curl -gs --max-time "$most" -o /dev/null -w '%{http_code} %header{retry-after}' "$AFFECTED_URL")
unrelated=$(curl -gs --max-time "$most" -o /dev/null -w '%{http_code} %{time_total}' "$UNRELATED_URL")
printf 'affected: %s\nunrelated: %s\n' "$affected" "$unrelated"
printf '%s\n' "$affected $unrelated" | awk -v budget="$BUDGET_MS" \
  '{ print ($1 == 503 && $2 == 60 && $3 ~ /^2/ && $4 * 1000 <= budget ? "holds" : "fails") }'
