# Are inputs, tools and the server there? Makes the evidence folder, prints no secret.
umask 077
mkdir -p "$EVIDENCE_DIR" || exit
missing=
there=$'\n'$(env)
for name in APP_DATABASE_URL APP_ROLE EVIDENCE_DIR IDLE_SECONDS PGDATABASE PGHOST; do
  [[ $there == *$'\n'"$name="[!$'\n']* ]] || missing="$missing $name"
done
found=0
[[ $(psql --version 2> /dev/null) =~ [0-9]+(\.[0-9]+)+ ]] && found=${BASH_REMATCH[0]}
printf '%s\n' 15 "$found" | sort -VC || missing="$missing psql-15-or-newer"
case "${BASH_VERSION:-0}" in 0 | [1-3].*) missing="$missing bash-4-or-newer" ;; esac
case "$IDLE_SECONDS" in '' | 0* | *[!0-9]*) missing="$missing whole-number-for-IDLE_SECONDS" ;; esac
if [ -n "$missing" ]; then
  printf 'needed:%s\nmissing\n' "$missing"
elif refusal=$(PGCONNECT_TIMEOUT=10 psql -wXqAtc 'select 1' 2>&1 > /dev/null); then
  printf 'ready\n'
else
  printf '%s\n' "$refusal"
  case "$refusal" in
    *'too many clients'* | *'connection slots are reserved'* | *'too many connections'*) printf 'locked-out\n' ;;
    *'Network is unreachable'* | *'could not translate host'* | *'No route to host'* | \
      *'Cannot assign requested address'* | *'Address family not supported'*)
      printf 'no-route\n' ;;
    *'Connection refused'* | *'imeout expired'* | *'timed out'* | *'the database system is'* | \
      *'closed the connection'* | *'not currently accepting'*)
      printf 'no-answer\n' ;;
    *) printf 'wrong-login\n' ;;
  esac
fi
