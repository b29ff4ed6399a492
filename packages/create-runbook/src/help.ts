/**
 * What `npm create @keys/runbook -- --help` shows. Pure.
 */
import { ARGUMENTS, OPTIONS } from './options.js'

/** What can be typed, one line or two for each. */
export function helpText(): string {
  const parts = [
    ...ARGUMENTS.map(({ name, summary }) => [name, summary]),
    ...OPTIONS.map(({ flags, summary }) => [flags, summary]),
    ['-h, --help', 'Show this.']
  ]
  return [
    'Write a new runbook pack that validates, with every place to fill in marked. Asks on a terminal.',
    '',
    'Usage: npm create @keys/runbook [slug] -- [options]',
    '',
    ...parts.map(([name, summary]) => `  ${name}\n      ${summary}`),
    '',
    'Examples:',
    '  npm create @keys/runbook job-queue-stuck',
    '      asks for the rest',
    '  npm create @keys/runbook job-queue-stuck -- --key-type recovery --yes',
    '      asks nothing',
    ''
  ].join('\n')
}
