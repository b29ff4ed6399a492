import { inAction } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/policy-opens-everything', [
  [
    'what opens',
    inAction(
      'sql',
      [
        'create policy a on jobs using (true);',
        'create policy a on jobs for insert to anon with check (true);',
        'alter policy a on jobs using (true);',
        'alter table jobs disable row level security;',
        'grant select on jobs to public;',
        'grant all on jobs to anon;',
        'alter role app bypassrls;'
      ].join('\n')
    ),
    [
      {
        id: 'opens',
        file: 'README.md',
        at: '62:1-62:37',
        text: 'create policy a on jobs using (true)',
        data: { what: '`using (true)`' }
      },
      {
        id: 'opens',
        file: 'README.md',
        at: '63:1-63:61',
        text: 'create policy a on jobs for insert to anon with check (true)',
        data: { what: '`with check (true)`' }
      },
      {
        id: 'opens',
        file: 'README.md',
        at: '64:1-64:36',
        text: 'alter policy a on jobs using (true)',
        data: { what: '`using (true)`' }
      },
      {
        id: 'opens',
        file: 'README.md',
        at: '65:1-65:44',
        text: 'alter table jobs disable row level security',
        data: { what: '`disable row level security`' }
      },
      {
        id: 'opens',
        file: 'README.md',
        at: '66:1-66:31',
        text: 'grant select on jobs to public',
        data: { what: '`grant` to `public`' }
      },
      {
        id: 'opens',
        file: 'README.md',
        at: '67:1-67:26',
        text: 'grant all on jobs to anon',
        data: { what: '`grant` to `anon`' }
      },
      {
        id: 'opens',
        file: 'README.md',
        at: '68:1-68:25',
        text: 'alter role app bypassrls',
        data: { what: '`bypassrls`' }
      }
    ]
  ],
  [
    'what does not',
    inAction(
      'sql',
      [
        'create policy a on jobs using (owner = current_user);',
        'create policy a on jobs as restrictive using (true);',
        'create policy a on jobs to service_role using (true);',
        'alter table jobs enable row level security;',
        'grant select on jobs to anon;',
        'grant usage on schema app to public;',
        'revoke all on jobs from public;',
        'alter role app nobypassrls;',
        'begin; alter table jobs disable row level security; rollback;'
      ].join('\n')
    ),
    []
  ]
])
