// How `changeset version` writes CHANGELOG.md: the author's words and no commit, because an operator who looks up what
// changed has no clone at hand. `keys sync-versions` then adds the day and what changed in the procedure.

/** A changeset, as changesets hands it over. */
interface Changeset {
  summary: string
}

/** A package of ours that goes up with the one whose changelog is written. */
interface UpdatedDependency {
  name: string
  newVersion: string
}

/** The list item of a changeset. */
export function getReleaseLine({ summary }: Changeset): string {
  const [first = '', ...others] = summary.split('\n').map((line) => line.trimEnd())
  return [`- ${first}`, ...others.map((line) => (line === '' ? '' : `  ${line}`))].join('\n')
}

/** The list item of the packages of ours that the package takes along. */
export function getDependencyReleaseLine(_: readonly Changeset[], updated: readonly UpdatedDependency[]): string {
  if (updated.length === 0) return ''
  return `- Goes with ${updated.map(({ name, newVersion }) => `${name} ${newVersion}`).join(', ')}.`
}
