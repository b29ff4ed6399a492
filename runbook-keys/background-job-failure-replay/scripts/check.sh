# Are inputs, tools and the database there? Makes the evidence folder, prints no secret.
umask 077
mkdir -p "$EVIDENCE_DIR" || exit
missing=
there=$'\n'$(env)
for name in PGDATABASE PGHOST DEPENDENCY_URL EVIDENCE_DIR INCIDENT_START JOB_KEY_FIELD \
  QUEUE_NAME REPLAY_PER_SECOND SETTLE_SECONDS; do
  [[ $there == *$'\n'"$name="[!$'\n']* ]] || missing="$missing exported-$name"
done
for tool in curl:7.75 psql:15 ${REDIS_HOST:+redis-cli:7}; do
  found=0
  [[ $("${tool%:*}" --version 2> /dev/null) =~ [0-9]+(\.[0-9]+)+ ]] && found=${BASH_REMATCH[0]}
  printf '%s\n' "${tool#*:}" "$found" | sort -VC || missing="$missing ${tool%:*}-${tool#*:}-or-newer"
done
case "${BASH_VERSION:-0}" in 0 | [1-3].*) missing="$missing bash-4-or-newer" ;; esac
for number in "${ARCHIVE_AFTER_SECONDS-1}" "$REPLAY_PER_SECOND" "$SETTLE_SECONDS"; do
  case "$number" in '' | 0* | *[!0-9]*) missing="$missing whole-number-for-${number:-empty}" ;; esac
done
case "$INCIDENT_START" in ????-??-??T??:??:??Z) ;; *) missing="$missing INCIDENT_START-in-UTC" ;; esac
for file in again apart class copies failed-before keys kind replayed; do : >> "$EVIDENCE_DIR/$file.txt"; done
printf 'as-it-was\n' > "$EVIDENCE_DIR/release.txt"
if [ -n "$missing" ]; then
  printf 'needed:%s\nmissing\n' "$missing"
elif refusal=$(PGCONNECT_TIMEOUT=10 psql -wXqAtc 'select 1' 2>&1 > /dev/null); then
  bash "$RUNBOOK/scripts/redis.sh"
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
