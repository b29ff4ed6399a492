// What only reads and goes on until somebody ends it, and what the same programs do that ends by itself.
import { expect, test } from 'vitest'
import { classify } from './support/classify.js'

const ENDLESS: readonly string[] = [
  'kubectl logs -f deploy/api',
  'kubectl -n prod logs deploy/api -f',
  'kubectl logs --follow=true deploy/api',
  'kubectl logs -f deploy/api | grep error',
  'oc logs -f dc/api',
  'kubectl get pods -w',
  'kubectl get pods --watch-only',
  'kubectl events -w',
  'kubectl port-forward svc/api 8080:80',
  'kubectl exec api-0 -- tail -f /var/log/api.log',
  "kubectl exec api-0 -- sh -c 'tail -f /var/log/api.log'",
  'docker logs -f api',
  'docker logs --tail 100 --follow api',
  'docker compose logs -f',
  'docker-compose logs -f api',
  'docker stats',
  'docker events',
  'podman logs -f api',
  'docker exec api tail -f /log',
  'tail -f app.log',
  'tail -F app.log',
  'tail -fn 100 app.log',
  'tail -100f app.log',
  'tail -n 100 -f app.log',
  'tail --follow=name app.log',
  'tail -f app.log | grep -m 1 ready',
  '/usr/bin/tail -f app.log',
  'sudo tail -f /var/log/syslog',
  "bash -c 'tail -f app.log'",
  'ssh db1 tail -f app.log',
  "ssh db1 'journalctl -fu api'",
  'journalctl -f',
  'journalctl -fu api',
  'journalctl -xef',
  'journalctl -u api --follow',
  'dmesg -w',
  'watch -n5 kubectl get pods',
  'top',
  'top -b',
  'htop',
  'ping db.internal',
  'ping -i 2 db.internal',
  'ping6 db.internal',
  'mtr db.internal',
  'stern api',
  'vmstat 1',
  'iostat -x 5',
  'mpstat -P ALL 1',
  'sar -u 1',
  'free -s 1',
  'tcpdump -i eth0 port 5432',
  'strace -p 41',
  'redis-cli monitor',
  'redis-cli -h r SUBSCRIBE jobs',
  'redis-cli --stat',
  'kafka-console-consumer --topic t',
  'aws logs tail /api --follow',
  'heroku logs --tail',
  'fly logs',
  'pm2 logs',
  'stripe listen',
  'gcloud beta logging tail',
  'sleep infinity',
  'while true; do date; sleep 1; done',
  'while :; do date; sleep 1; done',
  'for ((;;)); do date; done',
  'if curl -fsS --max-time 2 http://x; then tail -f app.log; fi',
  'echo "$(tail -f app.log)"',
  'timeout 0 tail -f app.log',
  'tail -n 5 a.log; tail -f b.log',
  'f() { tail -f "$1"; }; f app.log'
]

const ENDS: readonly string[] = [
  'kubectl logs deploy/api',
  'kubectl logs deploy/api --tail=50',
  'kubectl logs --follow=false deploy/api',
  'kubectl logs -l app=f',
  'kubectl get pods -o wide',
  'kubectl get -f app.yaml',
  'kubectl diff -f app.yaml',
  'kubectl top pods',
  'kubectl exec api-0 -- tail -n 5 /log',
  'docker logs --tail 100 api',
  'docker logs api',
  'docker stats --no-stream',
  'docker events --until 1s',
  'docker ps -f name=api',
  'tail -n 100 app.log',
  'tail -5 app.log',
  'tail -c 100 f.log',
  'tail -n 5 -- -f',
  'grep -f words app.log',
  'journalctl -u api -n 50 --no-pager',
  'journalctl -u f',
  'dmesg | tail',
  'top -b -n 1',
  'top -bn1',
  'ping -c 3 db.internal',
  'ping -c3 db.internal',
  'ping -w 5 db.internal',
  'mtr -rc 5 db.internal',
  'stern --no-follow api',
  'vmstat',
  'vmstat 1 5',
  'iostat -x 1 3',
  'sar -n DEV 1 3',
  'free -m',
  'tcpdump -r dump.pcap',
  'redis-cli info',
  'aws logs tail /api',
  'fly status',
  'pm2 logs --nostream',
  'timeout 60 tail -f app.log',
  'timeout 60 kubectl logs -f deploy/api',
  'timeout -k 5 60 journalctl -f',
  'sudo timeout 10 tail -f app.log',
  'kubectl exec api-0 -- timeout 5 tail -f /log',
  "timeout 5 bash -c 'tail -f app.log'",
  'while true; do date; break; done',
  'while read -r line; do echo "$line"; done < app.log',
  'echo tail -f app.log',
  'sleep 5'
]

test.each(ENDLESS)('%s goes on', (code) => {
  expect(classify('bash', code).endless).not.toEqual([])
})

test.each(ENDS)('%s ends', (code) => {
  expect(classify('bash', code).endless).toEqual([])
})

test('what psql asks again and again goes on; a counted one, or a comment, ends', () => {
  expect(classify('sql', 'select count(*) from jobs \\watch 5').endless).toEqual(['\\watch'])
  expect(classify('sql', 'select count(*) from jobs \\watch i=1 c=3').endless).toEqual([])
  expect(classify('sql', '-- \\watch\nselect 1').endless).toEqual([])
})

test('it is named as a person would, and may only read', () => {
  expect(classify('bash', 'journalctl -fu api')).toMatchObject({ effect: 'read-only', endless: ['journalctl -fu'] })
})
