import { schemaId, type Pack } from '../dist/index.js'

/** The pack.json of the documentation: every field once. A test validates it and sees that none is missing. */
export const examplePack: Pack = {
  $schema: schemaId('pack'),
  slug: 'stripe-webhook-failure',
  title: 'Stripe webhook failure',
  description:
    'Stripe delivers events and the endpoint does not take them: find out who refuses, fix it, replay what was missed.',
  tool: 'operational',
  key_type: ['incident', 'recovery'],
  severity_level: 'p1',
  version: '1.0.0',
  runtime_dependency: 'assisted',
  required_access_level: 'write',
  produces_evidence: true,
  compliance_relevance: ['SOC2', 'PCI-DSS'],
  references_jupyter_keys: ['jupyter-webhook-event-analysis'],
  references_node_keys: ['node-stripe-webhook-entitlement'],
  related_runbooks: ['data-reconciliation-mismatch'],
  outcome: 'incident-response',
  maturity: 'operator',
  tags: ['stripe', 'webhook', 'billing'],
  license_spdx: 'MIT',
  author: { name: 'Keys', email: 'runbooks@keys.example', url: 'https://keys.example' },
  documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
  inputs: [
    {
      name: 'DATABASE_URL',
      description: 'Connection string of the database that stores the events; in the secret store of the platform.',
      example: 'postgresql://localhost:5432/app',
      required: true,
      secret: true
    }
  ],
  required_tools: [{ command: 'psql', minimum_version: '15' }],
  entitlement: 'runbook-stripe-webhook-failure',
  'x-team': 'payments'
}
