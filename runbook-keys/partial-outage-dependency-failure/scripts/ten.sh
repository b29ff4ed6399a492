# Ten requests to each of the two routes: route, exit status of curl, HTTP status, seconds.
most=$(bash "$RUNBOOK/scripts/seconds.sh") || exit 1
for n in 1 2 3 4 5 6 7 8 9 10; do
  curl -gs --max-time "$most" -o /dev/null -w 'affected %{exitcode} %{http_code} %{time_total}\n' "$AFFECTED_URL" &
  curl -gs --max-time "$most" -o /dev/null -w 'unrelated %{exitcode} %{http_code} %{time_total}\n' "$UNRELATED_URL" &
  sleep 0.1
done
wait
