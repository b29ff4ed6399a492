# Resends events of missing.txt, oldest first: `one`, or `rest` in tens, at most 5 a second. The next ten go out when the
# ten before are processed. Stops when two of ten are not within 30 seconds, or when Stripe refuses.
umask 077
batch="$EVIDENCE_DIR/ids.txt"
resend() {
  curl -sS --fail-with-body --max-time 20 -o "$EVIDENCE_DIR/resend-answer.json" -K - \
    --data-urlencode "webhook_endpoint=${WEBHOOK_ENDPOINT_ID}" "${STRIPE_API_BASE}/v1/events/$1/retry" <<HEADER || return
header = "Authorization: Bearer ${STRIPE_SECRET_KEY}"
HEADER
  printf '%s\n' "$1" >> "$EVIDENCE_DIR/resent.txt"
  printf '%s\n' "$1" >> "$batch"
}
settle() {
  for try in 1 2 3 4 5 6 7 8 9 10; do
    bash "$RUNBOOK/scripts/done.sh" || return
    open=$(grep -vcxFf "$EVIDENCE_DIR/done.txt" "$batch")
    [ "$open" -gt 0 ] || return 0
    sleep 3
  done
  printf 'not processed: %s of the last ten\n' "$open"
  [ "$open" -lt 2 ]
}
: > "$batch"
: >> "$EVIDENCE_DIR/resent.txt"
if [ "$1" = one ]; then
  read -r id < "$EVIDENCE_DIR/missing.txt" || exit
  printf 'resending %s\n' "$id"
  resend "$id" || exit
  printf 'sent\n'
  exit 0
fi
sent=0
while read -r id <&3; do
  # The event of Action 6 has had its effect.
  grep -qxF "$id" "$EVIDENCE_DIR/resent.txt" && continue
  resend "$id" || { printf 'stopped\n'; exit 1; }
  sent=$((sent + 1))
  sleep 0.2
  if [ $((sent % 10)) -eq 0 ]; then
    settle || { printf 'stopped\n'; exit 1; }
    : > "$batch"
  fi
done 3< "$EVIDENCE_DIR/missing.txt"
settle || { printf 'stopped\n'; exit 1; }
printf 'resent: %s\ndone\n' "$sent"
