import { inAction, inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/destructive-without-irreversible', [
  [
    'SQL',
    inAction(
      'sql',
      [
        'drop table jobs;',
        'truncate jobs;',
        'delete from jobs;',
        'update jobs set a = 1;',
        'alter table jobs drop column a;'
      ].join('\n')
    ),
    [
      {
        id: 'destroys',
        file: 'README.md',
        at: '62:1-62:16',
        text: 'drop table jobs',
        data: { step: 'Action 1', what: '`drop table`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '63:1-63:14',
        text: 'truncate jobs',
        data: { step: 'Action 1', what: '`truncate`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '64:1-64:17',
        text: 'delete from jobs',
        data: { step: 'Action 1', what: '`delete` without `where`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '65:1-65:22',
        text: 'update jobs set a = 1',
        data: { step: 'Action 1', what: '`update` without `where`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '66:1-66:31',
        text: 'alter table jobs drop column a',
        data: { step: 'Action 1', what: '`drop column`' }
      }
    ]
  ],
  [
    'programs',
    inAction(
      'bash',
      [
        'rm -rf /srv/app/cache',
        'kubectl delete deployment web',
        'git push --force',
        'git reset --hard',
        'aws s3 rm s3://a --recursive',
        'redis-cli flushall',
        'terraform destroy',
        'docker volume rm a',
        'dropdb app',
        'mkfs.ext4 /dev/a'
      ].join('\n')
    ),
    [
      {
        id: 'destroys',
        file: 'README.md',
        at: '62:1-62:22',
        text: 'rm -rf /srv/app/cache',
        data: { step: 'Action 1', what: '`rm -r`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '63:1-63:30',
        text: 'kubectl delete deployment web',
        data: { step: 'Action 1', what: '`kubectl delete`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '64:1-64:17',
        text: 'git push --force',
        data: { step: 'Action 1', what: '`git push --force`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '65:1-65:17',
        text: 'git reset --hard',
        data: { step: 'Action 1', what: '`git reset --hard`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '66:1-66:29',
        text: 'aws s3 rm s3://a --recursive',
        data: { step: 'Action 1', what: '`aws s3 rm`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '67:1-67:19',
        text: 'redis-cli flushall',
        data: { step: 'Action 1', what: '`flushall`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '68:1-68:18',
        text: 'terraform destroy',
        data: { step: 'Action 1', what: '`terraform destroy`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '69:1-69:19',
        text: 'docker volume rm a',
        data: { step: 'Action 1', what: '`docker volume rm`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '70:1-70:11',
        text: 'dropdb app',
        data: { step: 'Action 1', what: '`dropdb`' }
      },
      {
        id: 'destroys',
        file: 'README.md',
        at: '71:1-71:17',
        text: 'mkfs.ext4 /dev/a',
        data: { step: 'Action 1', what: '`mkfs.ext4`' }
      }
    ]
  ],
  [
    'what can be taken back',
    inAction(
      'bash',
      [
        'rm -r "$EVIDENCE_DIR/a"',
        'kubectl delete pod web-1',
        'git push',
        "psql -v ON_ERROR_STOP=1 <<'SQL'",
        'delete from jobs where id = 1;',
        'drop policy a on jobs;',
        'begin; truncate jobs; rollback;',
        'create temp table a (b int); drop table a;',
        'update jobs set a = 1 from kept where kept.id = jobs.id;',
        'SQL'
      ].join('\n')
    ),
    []
  ],
  ['where nothing may be changed at all, another rule speaks', inStep('sql', 'drop table jobs;'), []]
])
