# Is the job completed within SETTLE_SECONDS, and does its effect exist once?
end=$(($(date +%s) + SETTLE_SECONDS))
while sleep 1; do
  answer=$(psql -XqAtf "$RUNBOOK/scripts/settle.sql") || exit
  read -r pending bad wrong <<< "$answer"
  if [ "$pending" -eq 0 ] || [ "$(date +%s)" -ge "$end" ]; then break; fi
done
case "$pending $bad $wrong" in
  '0 0 0') printf 'once\n' ;;
  '1 0 0') printf 'pending\n' ;;
  '0 1 0') printf 'failed-again\n' ;;
  *) printf 'wrong-effect\n' ;;
esac
