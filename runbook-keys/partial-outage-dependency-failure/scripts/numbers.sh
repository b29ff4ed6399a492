# User requests, dependency calls, failed calls and requests in flight, in one line; fails without numbers.
curl -gsSf --max-time 10 "$METRICS_URL" | awk '{ sub(/[{].*[}]/, ""); n[$1] += $2 }
  END { if (n["user_requests_total"] == "") exit 1
    print n["user_requests_total"], n["dependency_calls_total"], n["dependency_call_failures_total"],
      n["user_requests_in_flight"] }'
