// Valid documents to start from, and a way to change one field of them.

/** The fields of the marketplace's contract that a pack must have, and no others. */
export const minimalPack = {
  slug: 'stripe-webhook-failure',
  title: 'Stripe webhook failure',
  description: 'Stripe delivers events and the endpoint does not take them.',
  tool: 'operational',
  key_type: ['incident'],
  version: '1.0.0',
  outcome: 'incident-response',
  maturity: 'operator',
  license_spdx: 'MIT',
  author: { name: 'Keys' },
  documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' }
}

/** All fields of the marketplace's contract: a pack from before our own fields existed. */
export const contractPack = {
  ...minimalPack,
  severity_level: 'p1',
  runtime_dependency: 'human',
  required_access_level: 'admin',
  produces_evidence: true,
  compliance_relevance: ['SOC2', 'house rules'],
  references_jupyter_keys: ['jupyter-webhook-event-analysis'],
  references_node_keys: ['node-safe-cron-execution', 'next-audit-log-capture'],
  related_runbooks: ['data-reconciliation-mismatch'],
  tags: ['stripe'],
  author: { name: 'Keys', email: 'runbooks@keys.example', url: 'https://keys.example' }
}

export const minimalKey = {
  slug: 'safe-cron-execution',
  title: 'Safe cron execution',
  description: 'A lock around a scheduled job.',
  tool: 'node',
  key_type: ['job'],
  runtime: 'node',
  version: '1.0.0',
  outcome: 'recovery',
  maturity: 'operator',
  license_spdx: 'MIT',
  author: { name: 'Keys' },
  documentation: { readme: 'README.md', quickstart: 'quickstart.md', changelog: 'CHANGELOG.md' }
}

export const minimalLibrary = {
  version: '1.0',
  generated_at: '2026-11-23T10:00:00Z',
  packs: [
    {
      slug: 'jupyter-job-failure-analysis',
      title: 'Job failure analysis',
      version: '1.0.0',
      license_spdx: 'MIT',
      assets: { zip: 'jupyter-job-failure-analysis.zip' }
    }
  ]
}

const entry = {
  title: 'A key',
  description: 'What it does.',
  version: '1.0.0',
  maturity: 'operator',
  license_spdx: 'MIT'
}

export const nodeEntry = {
  tool: 'next',
  slug: 'stripe-webhook-entitlement',
  ...entry,
  runtime: 'node',
  key_type: ['route'],
  required_env: ['STRIPE_SECRET_KEY']
}

export const jupyterEntry = {
  tool: 'jupyter',
  slug: 'jupyter-job-failure-analysis',
  ...entry,
  inputs: ['job executions'],
  outputs: ['causes']
}

export const minimalCatalog = { keys: [nodeEntry, jupyterEntry] }

export const listing = {
  package: '@keys/runbook-stripe-webhook-failure',
  install: 'npm install @keys/runbook-stripe-webhook-failure',
  tarball: { path: 'packs/keys-runbook-stripe-webhook-failure-1.0.0.tgz', integrity: 'sha512-YQ==', size: 1 },
  content_hash: `sha256-${'0'.repeat(64)}`,
  counts: { steps: 1, branches: 2, commands: 3, checklist_items: 4 },
  signals: [{ kind: 'log', text: 'No signatures found', code: ['No signatures found'] }],
  sections: [{ kind: null, title: 'Background', anchor: 'background' }],
  coverage: null,
  incidents: { right: 0, sent_on: 0, total: 0 },
  changelog: { version: '1.0.0', date: null, text: 'First.' }
}

export const minimalIndex = {
  version: '1.1',
  generated_at: '2026-11-23T10:00:00+01:00',
  runbooks: [{ ...minimalPack, 'x-listing': listing }],
  node_keys: [nodeEntry],
  jupyter_keys: [jupyterEntry]
}

/**
 * A copy of a document in which one place has another value.
 * @param document A JSON value.
 * @param path Where, as in `author.name` or `keys.0.tool`.
 * @param value What stands there; `undefined` takes the place away.
 */
export function withValue(document: object, path: string, value: unknown): object {
  const copy = JSON.parse(JSON.stringify(document)) as object
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const parent = keys.reduce<object>((node, key) => Reflect.get(node, key) as object, copy)
  if (value === undefined) Reflect.deleteProperty(parent, last)
  // Not an assignment: that would set the prototype where JSON.parse makes a field `__proto__`.
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true })
  return copy
}
