# Does the Redis of a BullMQ queue answer, is it 7 or newer, and does it take writes? Without REDIS_HOST there is nothing to ask.
if [ -z "$REDIS_HOST" ]; then printf 'ready\n'; exit; fi
limit=
if command -v timeout > /dev/null; then limit='timeout 10'; fi
answer=$($limit redis-cli -e ${REDIS_TLS:+--tls} --user "${REDIS_USER:-default}" -h "$REDIS_HOST" \
  -p "${REDIS_PORT:-6379}" info 2>&1)
# What it tells of itself counts errors of others too, such as NOAUTH.
case "$answer" in
  *used_memory:*)
    printf '%s\n' "$answer" | tr -d '\r' | awk -F : '
      { value[$1] = $2 }
      END {
        print "used_memory " value["used_memory"] ", maxmemory " value["maxmemory"] ", " value["maxmemory_policy"]
        if (value["redis_version"] + 0 < 7) { print "needed: Redis-7-or-newer, this is " value["redis_version"] "\nmissing"; exit }
        full = value["maxmemory"] > 0 && value["used_memory"] + 0 >= value["maxmemory"] + 0
        print (value["loading"] == 1 ? "no-answer" : value["role"] == "slave" || full ? "redis-full" : "ready")
      }' ;;
  *NOAUTH* | *WRONGPASS* | *NOPERM*) printf '%s\nwrong-login\n' "$answer" ;;
  *'Name or service not known'* | *'unreachable'* | *'No route'* | *'nodename nor servname'* | *'Cannot assign'* | *'Address family'*) printf '%s\nno-route\n' "$answer" ;;
  *LOADING* | *'max number of clients'*) printf '%s\nno-answer\n' "$answer" ;;
  *) printf '%s\nno-answer\n' "$answer" ;;
esac
