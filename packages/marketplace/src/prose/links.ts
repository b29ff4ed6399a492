/** Where links of a text lead on the page. */
export interface ProseLinks {
  /** The address of another page, relative to this one; null for one that the site does not have. */
  runbook(slug: string): string | null
  key(name: string): string | null
  /** The address of a file of the pack; null for one that is not shown. */
  file(path: string): string | null
}
