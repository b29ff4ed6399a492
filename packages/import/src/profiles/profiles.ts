/**
 * Where a text was exported from, and what has to be done to it before it is Markdown as people write it.
 */
import { cacaoText } from './cacao.js'
import { confluenceText } from './confluence.js'
import { googleDocsText } from './google-docs.js'
import { notionName, notionText } from './notion.js'
import { ssmText } from './ssm.js'

/** The profiles, by what `--from` calls them. */
export const PROFILES = ['markdown', 'notion', 'gdocs', 'confluence', 'ssm', 'cacao'] as const
export type Profile = (typeof PROFILES)[number]

/**
 * The profile of a file, told from its name and its text.
 * @param file The name of the file.
 * @param text Its text.
 */
export function profileOf(file: string, text: string): Profile {
  const head = text.slice(0, 4000)
  if (/\.(?:json|ya?ml)$/i.test(file)) {
    if (/"type"\s*:\s*"playbook"/.test(text) && /"spec_version"\s*:\s*"cacao-/.test(text)) return 'cacao'
    if (/["']?schemaVersion["']?\s*:\s*["']?0\.3/.test(text)) return 'ssm'
  }
  if (/\.(?:xhtml|xml|html?)$/i.test(file) || /<ac:|<ri:/.test(head)) return 'confluence'
  if (/\s[0-9a-f]{32}\.md$/i.test(file) || /^<aside>/m.test(text)) return 'notion'
  if (/^\[image\d+\]: *<data:image\//m.test(text) || /^#+ \*\*[^*\n]+\*\*\s*(?:\{#[^}]+\})?$/m.test(head))
    return 'gdocs'
  return 'markdown'
}

/** A text as Markdown, and the name that it has without what the export added. */
export interface Converted {
  text: string
  file: string
}

/**
 * Turns an export into Markdown. Nothing in it is executed or fetched.
 * @param profile Where it comes from.
 * @param file The name of the file.
 * @param text Its text.
 * @throws {SyntaxError} For JSON or YAML that cannot be read.
 */
export function converted(profile: Profile, file: string, text: string): Converted {
  switch (profile) {
    case 'notion':
      return { text: notionText(text), file: notionName(file) }
    case 'gdocs':
      return { text: googleDocsText(text), file }
    case 'confluence':
      return { text: confluenceText(text), file: file.replace(/\.\w+$/, '.md') }
    case 'ssm':
      return { text: ssmText(text), file: file.replace(/\.\w+$/, '.md') }
    case 'cacao':
      return { text: cacaoText(text), file: file.replace(/\.\w+$/, '.md') }
    case 'markdown':
      return { text, file }
  }
}
