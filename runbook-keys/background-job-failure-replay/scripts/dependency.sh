# Asks the dependency once, with the headers of DEPENDENCY_CURL_CONFIG where that is given.
curl -sS --max-time 10 ${DEPENDENCY_CURL_CONFIG:+-K "$DEPENDENCY_CURL_CONFIG"} -o /dev/null \
  -w 'seconds: %{time_total}\n%{http_code}\n' "$DEPENDENCY_URL"
