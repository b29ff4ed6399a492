# Asks the origin of the endpoint, and prints the HTTP status.
umask 077
origin=$(node -p 'new URL(process.env.WEBHOOK_URL).origin') || exit
curl -sS --max-time 10 -o "$EVIDENCE_DIR/host-probe.txt" -w '%{http_code}\n' "$origin/"
