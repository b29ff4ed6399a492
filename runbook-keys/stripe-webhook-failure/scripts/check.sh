# Are inputs, tools and the database there? Makes the evidence folder, prints no secret.
umask 077
mkdir -p "$EVIDENCE_DIR" || exit
[ -s "$EVIDENCE_DIR/repaired.txt" ] || printf '0\n' > "$EVIDENCE_DIR/repaired.txt" || exit
[ -s "$EVIDENCE_DIR/fixed-at.txt" ] || printf '0\n' > "$EVIDENCE_DIR/fixed-at.txt" || exit
missing=
there=$'\n'$(env)
for name in EVIDENCE_DIR INCIDENT_START STRIPE_API_BASE STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET WEBHOOK_ENDPOINT_ID \
  WEBHOOK_URL; do
  [[ $there == *$'\n'"$name="[!$'\n']* ]] || missing="$missing $name"
done
if [ "${LEDGER_TABLE:-stripe_events}" != none ]; then
  for name in PGDATABASE PGHOST; do [[ $there == *$'\n'"$name="[!$'\n']* ]] || missing="$missing $name"; done
fi
for tool in curl:7.76 jq:1.6 psql:15 node:20; do
  found=0
  [[ $("${tool%:*}" --version 2> /dev/null) =~ [0-9]+(\.[0-9]+)+ ]] && found=${BASH_REMATCH[0]}
  printf '%s\n' "${tool#*:}" "$found" | sort -VC || missing="$missing ${tool%:*}-${tool#*:}-or-newer"
done
case "${BASH_VERSION:-0}" in 0 | [1-3].*) missing="$missing bash-4-or-newer" ;; esac
[ -z "$HANDLER_LOG" ] || [ -r "$HANDLER_LOG" ] || missing="$missing readable-HANDLER_LOG"
[[ $INCIDENT_START == ????-??-??T??:??:??Z && $INCIDENT_START < $(date -u +%Y-%m-%dT%H:%M:%SZ) ]] ||
  missing="$missing past-INCIDENT_START-in-UTC"
case "$STRIPE_WEBHOOK_SECRET" in
  *[[:space:]]*) missing="$missing secret-without-white-space" ;;
  whsec_*) ;;
  *) missing="$missing secret-that-starts-with-whsec" ;;
esac
case "$STRIPE_SECRET_KEY" in
  ?k_live_*) printf 'API key: live mode\n' ;;
  ?k_test_*) printf 'API key: sandbox\n' ;;
  *) missing="$missing API-key-that-starts-with-rk-or-sk" ;;
esac
if [ -n "$missing" ]; then
  printf 'needed:%s\nmissing\n' "$missing"
elif [ "${LEDGER_TABLE:-stripe_events}" = none ]; then
  printf 'ready\n'
elif refusal=$(PGCONNECT_TIMEOUT=10 psql -wXqAtc 'select 1' 2>&1 > /dev/null); then
  printf 'ready\n'
else
  printf '%s\n' "$refusal"
  case "$refusal" in
    *'too many'* | *'connection slots are reserved'* | *'ax client'* | *MaxClients* | *EMAXCONN* | *'no more connections'*)
      printf 'connections-exhausted\n' ;;
    *'Network is unreachable'* | *'could not translate host'* | *'No route to host'* | \
      *'Cannot assign requested address'* | *'Address family not supported'*)
      printf 'no-route\n' ;;
    *'Connection refused'* | *'imeout expired'* | *'timed out'* | *'the database system is'* | \
      *'closed the connection'* | *'not currently accepting'*)
      printf 'no-answer\n' ;;
    *) printf 'wrong-login\n' ;;
  esac
fi
