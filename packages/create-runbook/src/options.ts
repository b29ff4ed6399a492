/**
 * What can be typed to have a new pack: for `keys new` and for `npm create`. Data alone: a command line reads it before
 * it knows which command is wanted.
 */

/** An option, such as `--title <text>`. */
export interface ScaffoldOption {
  flags: string
  summary: string
  /** Whether it may be given more than once; the answer is then a list. */
  isRepeatable?: boolean
}

/** The arguments, as the help shows them. */
export const ARGUMENTS = [
  { name: '[slug]', summary: 'Lower-case words joined by hyphens. Names the folder and the package.' }
]

/** The options, in the order of the help. */
export const OPTIONS: readonly ScaffoldOption[] = [
  { flags: '--title <text>', summary: 'Display name.' },
  { flags: '--description <text>', summary: 'What is broken, and what the runbook gets you; one or two sentences.' },
  {
    flags: '--key-type <type>',
    summary: 'incident, failure-mode, decision or recovery. May be repeated; the first gives the skeleton.',
    isRepeatable: true
  },
  { flags: '--severity <level>', summary: 'p0 (worst) to p4.' },
  { flags: '--maturity <level>', summary: 'What it expects of a team: starter, operator, scale or enterprise.' },
  { flags: '--author <name>', summary: 'Who answers for the content. Without it: the name that git knows.' },
  { flags: '--license <id>', summary: 'MIT, ISC, 0BSD or LicenseRef-Proprietary.' },
  {
    flags: '--related <slug>',
    summary:
      'A pack here, or an installed one, that is right when this one is not. Packs here will point back. May be repeated.',
    isRepeatable: true
  },
  { flags: '--input <NAME>', summary: 'A further environment variable. May be repeated.', isRepeatable: true },
  {
    flags: '--tool <command>',
    summary: 'A further command that must be there. May be repeated.',
    isRepeatable: true
  },
  { flags: '--folder <path>', summary: 'Where the workspace is, or shall be. Without it: here.' },
  { flags: '--scope <scope>', summary: 'The scope of the package, such as @acme. Without it: that of the workspace.' },
  { flags: '--packs <folder>', summary: 'The folder of packs of a new workspace. Without it: runbook-keys.' },
  {
    flags: '--with <extra>',
    summary:
      'For a team: workflow, hook, renovate, changesets, agents, or all. Nothing that is there is overwritten. May be repeated.',
    isRepeatable: true
  },
  { flags: '--private', summary: 'For a pack that is used where it lies, and never published.' },
  { flags: '--yes', summary: 'Ask nothing; what is not given gets a stand-in.' },
  { flags: '--dry-run', summary: 'Only show what would be written.' }
]
