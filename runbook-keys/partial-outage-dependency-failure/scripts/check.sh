# Are inputs and tools there? Makes the evidence folder, prints no secret.
umask 077
mkdir -p "$EVIDENCE_DIR" || exit
missing=
there=$'\n'$(env)
for name in AFFECTED_URL APP_LOG BUDGET_MS DEPENDENCY_CURL_CONFIG DEPENDENCY_URL EVIDENCE_DIR IN_FLIGHT_LIMIT \
  METRICS_URL RATIO_LIMIT SWITCHES_TOKEN SWITCHES_URL UNRELATED_URL WINDOW_SECONDS; do
  [[ $there == *$'\n'"$name="[!$'\n']* ]] || missing="$missing $name"
done
for tool in curl:7.83 jq:1.6; do
  found=0
  [[ $("${tool%:*}" --version 2> /dev/null) =~ [0-9]+(\.[0-9]+)+ ]] && found=${BASH_REMATCH[0]}
  printf '%s\n' "${tool#*:}" "$found" | sort -VC || missing="$missing ${tool%:*}-${tool#*:}-or-newer"
done
case "${BASH_VERSION:-0}" in 0 | [1-3].*) missing="$missing bash-4-or-newer" ;; esac
command -v awk > /dev/null || missing="$missing awk"
[ -r "$APP_LOG" ] || missing="$missing readable-APP_LOG"
[ -r "$DEPENDENCY_CURL_CONFIG" ] || missing="$missing readable-DEPENDENCY_CURL_CONFIG"
[ "${BUDGET_MS:-0}" -ge 10 ] && [ "$BUDGET_MS" -le 30000 ] || missing="$missing BUDGET_MS-from-10-to-30000"
if [ -n "$missing" ]; then printf 'needed:%s\nmissing\n' "$missing"; else printf 'ready\n'; fi
