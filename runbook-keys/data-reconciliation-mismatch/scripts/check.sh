# Are inputs, tools and the database there? Makes the evidence folder, prints no secret.
umask 077
mkdir -p "$EVIDENCE_DIR" || exit
missing=
there=$'\n'$(env)
for name in PGDATABASE PGHOST EVIDENCE_DIR KNOWN_GOOD_SUBSCRIPTION STRIPE_API_BASE STRIPE_SECRET_KEY; do
  [[ $there == *$'\n'"$name="[!$'\n']* ]] || missing="$missing $name"
done
for tool in curl:7.76 jq:1.6 psql:15; do
  found=0
  [[ $("${tool%:*}" --version 2> /dev/null) =~ [0-9]+(\.[0-9]+)+ ]] && found=${BASH_REMATCH[0]}
  printf '%s\n' "${tool#*:}" "$found" | sort -VC || missing="$missing ${tool%:*}-${tool#*:}-or-newer"
done
case "${BASH_VERSION:-0}" in 0 | [1-3].*) missing="$missing bash-4-or-newer" ;; esac
command -v sha256sum > /dev/null || missing="$missing sha256sum"
[[ "$KNOWN_GOOD_SUBSCRIPTION" =~ ^sub_[A-Za-z0-9_]+$ ]] || missing="$missing subscription-id-that-starts-with-sub"
[[ "$STRIPE_SECRET_KEY" =~ ^[rs]k_(live|test)_[A-Za-z0-9_]+$ ]] || missing="$missing key-that-starts-with-rk-or-sk"
if [ -n "$missing" ]; then
  printf 'needed:%s\nmissing\n' "$missing"
elif refusal=$(PGCONNECT_TIMEOUT=10 psql -wXqAtc 'select 1' 2>&1 > /dev/null); then
  printf 'ready\n'
else
  printf '%s\n' "$refusal"
  case "$refusal" in
    *'too many clients'* | *'connection slots are reserved'* | *'ax client'* | *MaxClients* | *EMAXCONN* | \
      *'no more connections'* | *'too many connections'*)
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
