import { testRule } from '../../support/test-rule.js'

testRule('reference/link-unencrypted', [
  [
    'a link, and one that is a word',
    {
      files: {
        'README.md#scope': '[The page](http://status.acme.net) tells. <https://a.acme.net> [here](http://localhost:80)'
      }
    },
    [{ id: 'unencrypted', file: 'README.md', at: '7:1-7:35', data: { url: 'http://status.acme.net' } }]
  ]
])
