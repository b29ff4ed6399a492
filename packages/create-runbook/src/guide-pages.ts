/**
 * What an author reads, by the name under which `keys docs` shows it, and where it lies in the repository. Data alone.
 */
export const GUIDE: Readonly<Record<string, { file: string; about: string }>> = {
  start: { file: 'docs/getting-started.md', about: 'from nothing to a first runbook' },
  structure: {
    file: 'docs/runbook-keys/RUNBOOK_STRUCTURE.md',
    about: 'the grammar: sections, steps, branches, fields'
  },
  metadata: { file: 'docs/runbook-keys/METADATA_SCHEMA.md', about: 'pack.json, field by field' },
  drills: { file: 'docs/runbook-keys/DRILLS.md', about: 'how a runbook is proved against a real fault' },
  overlays: { file: 'docs/runbook-keys/OVERLAYS.md', about: 'contacts, links and notes of a team' },
  incidents: { file: 'docs/runbook-keys/INCIDENTS.md', about: 'public incidents that a runbook is held against' },
  jupyter: { file: 'docs/runbook-keys/JUPYTER_ALIGNMENT.md', about: 'how notebooks are referred to' },
  node: { file: 'docs/runbook-keys/NODE_ALIGNMENT.md', about: 'how modules are referred to' },
  embedding: { file: 'docs/runbook-keys/EMBEDDING.md', about: 'a run inside a program of your own' },
  agents: { file: 'docs/agents/authoring/SKILL.md', about: 'writing runbooks, for an agent' },
  glossary: { file: 'docs/GLOSSARY.md', about: 'the words' },
  llms: { file: 'llms.txt', about: 'all of it, for a model' }
}
