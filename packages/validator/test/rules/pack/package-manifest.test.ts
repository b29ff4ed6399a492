import { testRule } from '../../support/test-rule.js'

testRule('pack/package-manifest', [
  [
    'scripts and packages that only the author needs',
    {
      files: {
        'package.json': {
          fields: { scripts: { test: 'keys validate' }, devDependencies: { '@keys/cli': '1.0.0' }, dependencies: {} }
        }
      }
    },
    []
  ],
  ['no package.json', { files: { 'package.json': null } }, [{ id: 'missing', file: 'package.json', at: '1:1-1:1' }]],
  [
    'a folder in its place',
    { files: { 'package.json': { type: 'directory' } } },
    [{ id: 'not-a-manifest', file: 'package.json', at: '1:1-1:1', data: { actual: 'a folder' } }]
  ],
  [
    'a file that may not be read',
    { files: { 'package.json': { type: 'file', size: 10 } } },
    [
      {
        id: 'not-a-manifest',
        file: 'package.json',
        at: '1:1-1:1',
        data: { actual: 'not readable (permission denied)' }
      }
    ]
  ],
  [
    'an array',
    { files: { 'package.json': '[]' } },
    [{ id: 'not-a-manifest', file: 'package.json', at: '1:1-1:3', text: '[]', data: { actual: 'no object' } }]
  ],
  [
    'another name and another license',
    { files: { 'package.json': { fields: { name: 'work-queue', license: 'ISC' } } } },
    [
      {
        id: 'name',
        file: 'package.json',
        at: '2:11-2:23',
        text: '"work-queue"',
        data: { actual: '`work-queue`', name: '@keys/runbook-work-queue-stopped' }
      },
      { id: 'license', file: 'package.json', at: '7:14-7:19', text: '"ISC"', data: { actual: '`ISC`', license: 'MIT' } }
    ],
    {
      'package.json': [
        '-  "name": "work-queue",',
        '+  "name": "@keys/runbook-work-queue-stopped",',
        '-  "license": "ISC",',
        '+  "license": "MIT",'
      ]
    }
  ],
  [
    'no name',
    { files: { 'package.json': { fields: { name: null } } } },
    [
      {
        id: 'name',
        file: 'package.json',
        at: '1:1-1:2',
        text: '{',
        data: { actual: 'not said', name: '@keys/runbook-work-queue-stopped' }
      }
    ],
    {
      'package.json': [
        '-  "files": ["README.md","checklist.md","pack.json","CHANGELOG.md","LICENSE.txt"]',
        '+  "files": ["README.md","checklist.md","pack.json","CHANGELOG.md","LICENSE.txt"],',
        '+  "name": "@keys/runbook-work-queue-stopped"'
      ]
    }
  ],
  ['a private package', { files: { 'package.json': { fields: { private: true } } } }, []],
  [
    'a private package without a repository',
    { files: { 'package.json': { fields: { private: true, repository: undefined } } } },
    []
  ],
  ['a scope of its own', { files: { 'package.json': { fields: { name: '@acme/runbook-work-queue-stopped' } } } }, []],
  [
    'the scope that the workspace says',
    {
      files: { 'package.json': { fields: { name: '@acme/runbook-work-queue-stopped' } } },
      workspace: { packs: new Map(), scope: '@acme' }
    },
    []
  ],
  [
    'a scope that the workspace does not say',
    { workspace: { packs: new Map(), scope: '@acme' } },
    [
      {
        id: 'scope',
        file: 'package.json',
        at: '2:11-2:45',
        text: '"@keys/runbook-work-queue-stopped"',
        data: {
          actual: '`@keys/runbook-work-queue-stopped`',
          name: '@acme/runbook-work-queue-stopped',
          scope: '@acme'
        }
      }
    ],
    {
      'package.json': [
        '-  "name": "@keys/runbook-work-queue-stopped",',
        '+  "name": "@acme/runbook-work-queue-stopped",'
      ]
    }
  ],
  [
    'another slug in a scope of its own',
    { files: { 'package.json': { fields: { name: '@acme/runbook-queue' } } } },
    [
      {
        id: 'name',
        file: 'package.json',
        at: '2:11-2:32',
        data: { actual: '`@acme/runbook-queue`', name: '@acme/runbook-work-queue-stopped' }
      }
    ],
    {
      'package.json': ['-  "name": "@acme/runbook-queue",', '+  "name": "@acme/runbook-work-queue-stopped",']
    }
  ],
  [
    'fields that are missing or empty',
    { files: { 'package.json': { fields: { version: null, files: null, keywords: [], repository: '' } } } },
    [
      {
        id: 'absent',
        file: 'package.json',
        at: '1:1-1:2',
        text: '{',
        data: { field: 'files', expectation: 'the list of the files to ship' }
      },
      {
        id: 'absent',
        file: 'package.json',
        at: '1:1-1:2',
        text: '{',
        data: { field: 'version', expectation: 'the version that npm publishes' }
      },
      {
        id: 'absent',
        file: 'package.json',
        at: '4:15-4:17',
        text: '[]',
        data: { field: 'keywords', expectation: 'words by which a registry finds the pack' }
      },
      {
        id: 'absent',
        file: 'package.json',
        at: '5:17-5:19',
        text: '""',
        data: { field: 'repository', expectation: 'where the text can be read and corrected' }
      }
    ],
    {
      'package.json': [
        '-  "keywords": [],',
        '+  "keywords": ["runbook", "queue", "postgresql"],',
        '-  "license": "MIT"',
        '+  "license": "MIT",',
        '+  "files": ["README.md", "checklist.md", "pack.json", "CHANGELOG.md", "LICENSE.txt"],',
        '+  "version": "1.0.0"'
      ]
    }
  ],
  [
    'a script that runs when it is installed',
    { files: { 'package.json': { fields: { scripts: { postinstall: 'node a.js' } } } } },
    [
      {
        id: 'install-script',
        file: 'package.json',
        at: '9:15-9:28',
        text: '"postinstall"',
        data: { script: 'postinstall' }
      }
    ],
    { 'package.json': ['-  "scripts": {"postinstall":"node a.js"}', '+  "scripts": {}'] }
  ],
  [
    'packages that it needs',
    { files: { 'package.json': { fields: { dependencies: { a: '1.0.0' }, bundleDependencies: true } } } },
    [
      {
        id: 'dependencies',
        file: 'package.json',
        at: '9:3-9:17',
        text: '"dependencies"',
        data: { field: 'dependencies' }
      },
      {
        id: 'dependencies',
        file: 'package.json',
        at: '10:3-10:23',
        text: '"bundleDependencies"',
        data: { field: 'bundleDependencies' }
      }
    ]
  ],
  [
    'another name, while the folder is called otherwise too',
    { folder: 'work-queue', files: { 'package.json': { fields: { name: '@keys/runbook-work-queue' } } } },
    [
      {
        id: 'name',
        file: 'package.json',
        at: '2:11-2:37',
        data: { actual: '`@keys/runbook-work-queue`', name: '@keys/runbook-work-queue-stopped' }
      }
    ]
  ],
  [
    'two scripts that run when it is installed, between others',
    {
      files: {
        'package.json': (text) =>
          text.replace(
            '"files":',
            '"scripts": {\n    "prepare": "a",\n    "test": "b",\n    "install": "c"\n  },\n  "files":'
          )
      }
    },
    [
      { id: 'install-script', file: 'package.json', at: '9:5-9:14', data: { script: 'prepare' } },
      { id: 'install-script', file: 'package.json', at: '11:5-11:14', data: { script: 'install' } }
    ],
    { 'package.json': ['-    "prepare": "a",', '-    "test": "b",', '-    "install": "c"', '+    "test": "b"'] }
  ]
])
