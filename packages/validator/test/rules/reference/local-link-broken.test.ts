import { testRule } from '../../support/test-rule.js'

testRule('reference/local-link-broken', [
  [
    'steps, sections, other headings, ids of HTML, files, folders, the top',
    {
      files: {
        'README.md#scope': 'Does not cover mails.\n\n### Words *used*\n\n<a id="clock"></a> One day.\n\n### Words used',
        'README.md#post-incident-follow-ups':
          '- [a](#step-1-count-what-waits) [b](README.md#scope) [c](#words-used) ' +
          '[d](#words-used-1) [e](#clock) [f](./checklist.md#verification)\n' +
          '- [g](pack.json#x) [h](drill/) [i](drill/a.txt?raw=1) [j](#) [k](#top) ' +
          '[l](CHANGELOG.md#100---2026-11-23)\n- https://keys.test/a ![m](drill/a.txt)',
        'drill/a.txt': 'a'
      }
    },
    []
  ],
  [
    'letters beyond ASCII, encoded',
    {
      files: {
        'README.md#scope': 'Does not cover mails.\n\n### Größe\n\nOne.',
        'README.md#post-incident-follow-ups': '- [a](#gr%C3%B6%C3%9Fe) [b](#größe)'
      }
    },
    []
  ],
  [
    'a link by which a branch goes on, of which flow/target-missing speaks',
    { files: { 'README.md': (text) => text.replace('Continue to [Step 1].', 'Continue to [the count](#step-9).') } },
    []
  ],
  [
    'labels of steps in the runbook, of which flow/target-definition speaks',
    { files: { 'README.md': (text) => text.replace('#step-1-count-what-waits\n', '#step-9\n') } },
    []
  ],
  [
    'paths that lead out',
    {
      files: {
        'README.md#post-incident-follow-ups': '- [a](../b.md) [b](/etc/passwd) [c](<drill\\\\..\\\\x>) [d](%2e%2e/x)'
      }
    },
    [
      { id: 'outside-pack', file: 'README.md', at: '124:3-124:15', text: '[a](../b.md)', data: { url: '../b.md' } },
      {
        id: 'outside-pack',
        file: 'README.md',
        at: '124:16-124:32',
        text: '[b](/etc/passwd)',
        data: { url: '/etc/passwd' }
      },
      {
        id: 'outside-pack',
        file: 'README.md',
        at: '124:33-124:52',
        text: '[c](<drill\\\\..\\\\x>)',
        data: { url: 'drill\\..\\x' }
      },
      { id: 'outside-pack', file: 'README.md', at: '124:53-124:66', text: '[d](%2e%2e/x)', data: { url: '%2e%2e/x' } }
    ]
  ],
  [
    'files that are not there',
    {
      files: { 'README.md#post-incident-follow-ups': '- [a](runbook.md) [b](readme.md#scope) ![c](graph.svg) [d](%zz)' }
    },
    [
      { id: 'missing', file: 'README.md', at: '124:3-124:18', text: '[a](runbook.md)', data: { url: 'runbook.md' } },
      {
        id: 'missing',
        file: 'README.md',
        at: '124:19-124:39',
        text: '[b](readme.md#scope)',
        data: { url: 'readme.md#scope' }
      },
      { id: 'missing', file: 'README.md', at: '124:40-124:55', text: '![c](graph.svg)', data: { url: 'graph.svg' } },
      { id: 'missing', file: 'README.md', at: '124:56-124:64', text: '[d](%zz)', data: { url: '%zz' } }
    ]
  ],
  [
    'headings that are not there',
    {
      files: {
        'README.md#post-incident-follow-ups':
          '- [a](#step-1-count-what-wait) [b](checklist.md#completely-different-words)'
      }
    },
    [
      {
        id: 'near-heading',
        file: 'README.md',
        at: '124:3-124:31',
        text: '[a](#step-1-count-what-wait)',
        data: { url: '#step-1-count-what-wait', target: 'README.md', suggestion: 'step-1-count-what-waits' }
      },
      {
        id: 'no-heading',
        file: 'README.md',
        at: '124:32-124:76',
        text: '[b](checklist.md#completely-different-words)',
        data: { url: 'checklist.md#completely-different-words', target: 'checklist.md' }
      }
    ]
  ],
  [
    'a label, told once, where it is defined',
    { files: { 'README.md#post-incident-follow-ups': '- [a], [a] and [b](#nowhere-at-all)\n\n[a]: #nowhere-at-all' } },
    [
      {
        id: 'no-heading',
        file: 'README.md',
        at: '124:16-124:36',
        text: '[b](#nowhere-at-all)',
        data: { url: '#nowhere-at-all', target: 'README.md' }
      },
      {
        id: 'no-heading',
        file: 'README.md',
        at: '126:1-126:21',
        text: '[a]: #nowhere-at-all',
        data: { url: '#nowhere-at-all', target: 'README.md' }
      }
    ]
  ],
  [
    'in the checklist: definitions and inline links',
    {
      files: {
        'checklist.md': (text) =>
          text
            .replace('#check-1-the-database-answers', '#check-1-database-answers')
            .replace('[Step 1]:', '[Step 1](README.md#step-2):')
      }
    },
    [
      {
        id: 'no-heading',
        file: 'checklist.md',
        at: '13:1-13:86',
        text: '- [ ] [Step 1](README.md#step-2): how many jobs are held. Count: `____` Time: `__:__`',
        data: { url: 'README.md#step-2', target: 'README.md' }
      },
      {
        id: 'near-heading',
        file: 'checklist.md',
        at: '39:1-39:46',
        text: '[Check 1]: README.md#check-1-database-answers',
        data: {
          url: 'README.md#check-1-database-answers',
          target: 'README.md',
          suggestion: 'check-1-the-database-answers'
        }
      }
    ],
    {
      'checklist.md': [
        '-[Check 1]: README.md#check-1-database-answers',
        '+[Check 1]: README.md#check-1-the-database-answers'
      ]
    }
  ],
  [
    'in the checklist: a new title, and an item that repeats the former one',
    {
      files: {
        'README.md': (text) =>
          text
            .replaceAll('Count what waits', 'Look at the queue')
            .replaceAll('step-1-count-what-waits', 'step-1-look-at-the-queue'),
        'checklist.md': (text) => text.replace('[Step 1]: how many jobs are held.', '[Step 1]: Count what waits.')
      }
    },
    [
      {
        id: 'no-heading',
        file: 'checklist.md',
        at: '40:1-40:44',
        text: '[Step 1]: README.md#step-1-count-what-waits',
        data: { url: 'README.md#step-1-count-what-waits', target: 'README.md' }
      }
    ],
    {
      'checklist.md': [
        '-- [ ] [Step 1]: Count what waits. Count: `____` Time: `__:__`',
        '+- [ ] [Step 1]: Look at the queue. Count: `____` Time: `__:__`',
        '-[Step 1]: README.md#step-1-count-what-waits',
        '+[Step 1]: README.md#step-1-look-at-the-queue'
      ]
    }
  ],
  [
    'in the checklist: a new title, and an item with words of its own, which somebody has to read',
    {
      files: {
        'README.md': (text) =>
          text
            .replaceAll('Count what waits', 'Look at the queue')
            .replaceAll('step-1-count-what-waits', 'step-1-look-at-the-queue')
      }
    },
    [
      {
        id: 'no-heading',
        file: 'checklist.md',
        at: '40:1-40:44',
        text: '[Step 1]: README.md#step-1-count-what-waits',
        data: { url: 'README.md#step-1-count-what-waits', target: 'README.md' }
      }
    ]
  ]
])
