import { testRule } from '../../support/test-rule.js'

testRule('reference/remote-link-syntax', [
  [
    'addresses of all kinds',
    {
      files: {
        'README.md#post-incident-follow-ups':
          '- <https://keys.test> [a](https://keys.test/a?b=c#d) [b](mailto:ops@keys.test) ' +
          '[c](tel:+44-20-5550100) [d](http://localhost:8080/) [e](a/b:c)'
      }
    },
    []
  ],
  [
    'what is no address',
    {
      files: {
        'README.md#post-incident-follow-ups':
          '- [a](https:/keys.test) [b](<https://keys.test/a b>) [c](https://) ' +
          '[d](mailto:ops) [e](tel:me) [f](https://{host}/a) [g](https://keys.test:99999/)'
      }
    },
    [
      {
        id: 'malformed',
        file: 'README.md',
        at: '124:3-124:24',
        text: '[a](https:/keys.test)',
        data: { url: 'https:/keys.test' }
      },
      {
        id: 'malformed',
        file: 'README.md',
        at: '124:25-124:53',
        text: '[b](<https://keys.test/a b>)',
        data: { url: 'https://keys.test/a b' }
      },
      { id: 'malformed', file: 'README.md', at: '124:54-124:67', text: '[c](https://)', data: { url: 'https://' } },
      { id: 'malformed', file: 'README.md', at: '124:68-124:83', text: '[d](mailto:ops)', data: { url: 'mailto:ops' } },
      { id: 'malformed', file: 'README.md', at: '124:84-124:95', text: '[e](tel:me)', data: { url: 'tel:me' } },
      {
        id: 'malformed',
        file: 'README.md',
        at: '124:96-124:117',
        text: '[f](https://{host}/a)',
        data: { url: 'https://{host}/a' }
      },
      {
        id: 'malformed',
        file: 'README.md',
        at: '124:118-124:147',
        text: '[g](https://keys.test:99999/)',
        data: { url: 'https://keys.test:99999/' }
      }
    ]
  ],
  [
    'other schemes',
    {
      files: {
        'README.md#post-incident-follow-ups':
          '- [a](javascript:alert) [b](FILE:///etc/hosts)\n- [c]\n\n[c]: ftp://keys.test'
      }
    },
    [
      {
        id: 'scheme',
        file: 'README.md',
        at: '124:3-124:24',
        text: '[a](javascript:alert)',
        data: { url: 'javascript:alert', scheme: 'javascript:' }
      },
      {
        id: 'scheme',
        file: 'README.md',
        at: '124:25-124:47',
        text: '[b](FILE:///etc/hosts)',
        data: { url: 'FILE:///etc/hosts', scheme: 'file:' }
      },
      {
        id: 'scheme',
        file: 'README.md',
        at: '127:1-127:21',
        text: '[c]: ftp://keys.test',
        data: { url: 'ftp://keys.test', scheme: 'ftp:' }
      }
    ]
  ],
  [
    'no scheme',
    { files: { 'README.md#post-incident-follow-ups': '- [a](//keys.test/a)' } },
    [
      {
        id: 'no-scheme',
        file: 'README.md',
        at: '124:3-124:21',
        text: '[a](//keys.test/a)',
        data: { url: '//keys.test/a' }
      }
    ]
  ],
  [
    'in the checklist',
    { files: { 'checklist.md#evidence--audit-notes': '- [ ] [It](x:y) is.' } },
    [
      {
        id: 'scheme',
        file: 'checklist.md',
        at: '35:1-35:20',
        text: '- [ ] [It](x:y) is.',
        data: { url: 'x:y', scheme: 'x:' }
      }
    ]
  ]
])
