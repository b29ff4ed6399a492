import { inAction, inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/mutates-in-read-only-section', [
  [
    'SQL',
    inStep(
      'sql',
      [
        "set statement_timeout = '1s';",
        'delete from jobs where id = 1;',
        'with a as (update jobs set x = 1 returning 1) select * from a;',
        'select pg_terminate_backend(1);',
        'create index on jobs (id);',
        'explain analyze insert into jobs values (1);',
        'select * into kept from jobs;'
      ].join('\n')
    ),
    [
      {
        id: 'changes',
        file: 'README.md',
        at: '47:1-47:30',
        text: 'delete from jobs where id = 1',
        data: { step: 'Step 1', what: 'deleting from `jobs`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '48:1-48:62',
        text: 'with a as (update jobs set x = 1 returning 1) select * from a',
        data: { step: 'Step 1', what: 'updating `jobs`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '49:1-49:31',
        text: 'select pg_terminate_backend(1)',
        data: { step: 'Step 1', what: '`pg_terminate_backend`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '50:1-50:26',
        text: 'create index on jobs (id)',
        data: { step: 'Step 1', what: '`create index`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '51:1-51:44',
        text: 'explain analyze insert into jobs values (1)',
        data: { step: 'Step 1', what: 'inserting into `jobs`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '52:1-52:29',
        text: 'select * into kept from jobs',
        data: { step: 'Step 1', what: 'making `kept`' }
      }
    ]
  ],
  [
    'SQL that changes nothing that stays',
    inStep(
      'sql',
      [
        'begin;',
        'delete from jobs where id = 1;',
        'rollback;',
        'create temp table mine (id int);',
        'insert into mine values (1);',
        'drop table mine;',
        'explain delete from jobs;',
        "select 'drop table jobs';"
      ].join('\n')
    ),
    []
  ],
  [
    'SQL that may be committed',
    inStep(
      'sql',
      ['begin;', 'delete from jobs where id = 1;', '\\if :ok', 'commit;', '\\else', 'rollback;', '\\endif'].join('\n')
    ),
    [
      {
        id: 'changes',
        file: 'README.md',
        at: '47:1-47:30',
        text: 'delete from jobs where id = 1',
        data: { step: 'Step 1', what: 'deleting from `jobs`' }
      }
    ]
  ],
  [
    'programs',
    inStep(
      'bash',
      [
        'kubectl -n app rollout restart deploy/web',
        'systemctl restart app',
        'git push',
        'aws ecs update-service --service a',
        'rm -f /srv/app/lock',
        'mv a "$EVIDENCE_DIR/a"',
        'mv "$EVIDENCE_DIR/a" /etc/a'
      ].join('\n')
    ),
    [
      {
        id: 'changes',
        file: 'README.md',
        at: '46:1-46:42',
        text: 'kubectl -n app rollout restart deploy/web',
        data: { step: 'Step 1', what: '`kubectl rollout restart`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '47:1-47:22',
        text: 'systemctl restart app',
        data: { step: 'Step 1', what: '`systemctl restart app`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '48:1-48:9',
        text: 'git push',
        data: { step: 'Step 1', what: '`git push`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '49:1-49:35',
        text: 'aws ecs update-service --service a',
        data: { step: 'Step 1', what: '`aws ecs update-service`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '50:7-50:20',
        text: '/srv/app/lock',
        data: { step: 'Step 1', what: '`rm` removes `/srv/app/lock`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '51:4-51:5',
        text: 'a',
        data: { step: 'Step 1', what: 'it moves `a`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '52:22-52:28',
        text: '/etc/a',
        data: { step: 'Step 1', what: 'it writes to `/etc/a`' }
      }
    ]
  ],
  [
    'programs that are named by a variable, run by another one, or written to',
    inStep(
      'bash',
      ["k='kubectl -n app'; $k delete pod a", "bash -c 'rm -rf /srv/a'", 'printf 1 > /etc/app/flag'].join('\n')
    ),
    [
      {
        id: 'changes',
        file: 'README.md',
        at: '46:21-46:36',
        text: '$k delete pod a',
        data: { step: 'Step 1', what: '`kubectl delete pod`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '47:17-47:23',
        text: '/srv/a',
        data: { step: 'Step 1', what: '`rm` removes `/srv/a`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '48:10-48:25',
        text: '> /etc/app/flag',
        data: { step: 'Step 1', what: 'it writes to `/etc/app/flag`' }
      }
    ]
  ],
  [
    'programs that only look',
    inStep(
      'bash',
      [
        'kubectl get pods',
        'kubectl rollout status deploy/web',
        'kubectl delete pod a --dry-run=client',
        'systemctl status app',
        'git log',
        'aws s3 ls',
        'aws s3 cp s3://a/b "$EVIDENCE_DIR/b"',
        'aws ecs describe-services',
        'rm -f "$EVIDENCE_DIR/a"',
        'x=$(mktemp); rm "$x"'
      ].join('\n')
    ),
    []
  ],
  [
    'requests',
    inStep(
      'bash',
      [
        'curl -X DELETE http://localhost/a',
        'curl -d a=1 -u "$DATABASE_URL" http://localhost/a',
        'curl -K - -d a=1 http://localhost/a <<EOF',
        'header = "Authorization: Bearer x"',
        'EOF'
      ].join('\n')
    ),
    [
      {
        id: 'changes',
        file: 'README.md',
        at: '46:1-46:34',
        text: 'curl -X DELETE http://localhost/a',
        data: { step: 'Step 1', what: '`curl` with `DELETE`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '47:1-47:50',
        text: 'curl -d a=1 -u "$DATABASE_URL" http://localhost/a',
        data: { step: 'Step 1', what: '`curl` with `POST`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '48:1-48:42',
        text: 'curl -K - -d a=1 http://localhost/a <<EOF',
        data: { step: 'Step 1', what: '`curl` with `POST`' }
      }
    ]
  ],
  [
    'requests that ask',
    inStep(
      'bash',
      [
        'curl -d a=1 http://localhost/hook',
        'curl -G -d a=1 -H "Authorization: Bearer x" http://localhost/a',
        'curl --json "{}" -H "authorization: x" http://localhost/graphql'
      ].join('\n')
    ),
    []
  ],
  [
    'requests in JavaScript',
    inStep(
      'js',
      [
        "const headers = { authorization: 'x' }",
        "await fetch('http://localhost/a', { method: 'POST', headers })",
        "await fetch('http://localhost/a', { method: 'POST' })",
        "await fetch('http://localhost/a', { method: 'PATCH' })"
      ].join('\n')
    ),
    [
      {
        id: 'changes',
        file: 'README.md',
        at: '47:7-47:63',
        text: "fetch('http://localhost/a', { method: 'POST', headers })",
        data: { step: 'Step 1', what: '`fetch` with `POST`' }
      },
      {
        id: 'changes',
        file: 'README.md',
        at: '49:7-49:55',
        text: "fetch('http://localhost/a', { method: 'PATCH' })",
        data: { step: 'Step 1', what: '`fetch` with `PATCH`' }
      }
    ]
  ],
  ['an action changes', inAction('sql', 'delete from jobs where id = 1;'), []]
])
