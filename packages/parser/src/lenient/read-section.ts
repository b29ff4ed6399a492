/**
 * What a section holds besides its steps, and the title of a text.
 */
import type { Runbook, Section } from '@keys/schema'
import { slug } from 'github-slugger'
import type { Outline, OutlineSection } from '../headings/outline.js'
import type { Source } from '../markdown/source.js'
import { writtenCommandsOf } from '../model/commands.js'
import { readSectionContents, type SectionContents } from '../runbook/sections.js'
import { readLenientBody } from './body.js'
import { escalationIn } from './contents.js'
import { roleOf, type Language } from './language.js'
import { headingWords } from './parts.js'
import { holdsNoSteps, sectionKindOfRole } from './roles.js'
import type { UsedBlocks } from './used-blocks.js'

/** A text whose steps were read. */
export interface ReadText {
  outline: Outline
  source: Source
  languages: readonly Language[]
  blocks: UsedBlocks
}

/** The title: the first heading, or the one of the front matter where that says more. */
export function titleOfText(title: Outline['title'], source: Source): Runbook['title'] {
  const { frontMatter } = source
  const written = title ? headingWords(title).words : ''
  const isTemplate = /<%|\{\{|\{%/.test(written)
  if (frontMatter?.title && (written === '' || isTemplate)) {
    return { text: frontMatter.title, position: source.range(frontMatter.start, frontMatter.end) }
  }
  return title ? { text: written, position: source.of(title) } : null
}

/**
 * Reads a section after its steps.
 * @param section The section.
 * @param contents Where what it holds is added.
 * @param text The text.
 */
export function readSection(section: OutlineSection, contents: SectionContents, text: ReadText): Section {
  const { source, languages, blocks } = text
  blocks.roles.set(section.heading, 'section-heading')
  const { words, id } = headingWords(section.heading)
  const role = roleOf(section.name.replace(/\s*\{:?\s*#[^}]*\}$/, ''), languages)
  const kind = sectionKindOfRole(role)
  const rest = section.blocks.filter((block) => !blocks.has(block))
  const loose = readLenientBody(rest, languages, source, !holdsNoSteps(role))
  if (kind !== null) rest.forEach((block, index) => blocks.roles.set(block, loose.roles[index]!))
  else {
    rest.forEach((block, index) => {
      const found = loose.roles[index]!
      if (found === 'command' || found === 'branch') blocks.roles.set(block, found)
    })
  }
  if (role === 'escalation') {
    const { triggers, contacts } = escalationIn(rest, languages, source)
    contents.escalation.triggers.push(...triggers)
    contents.escalation.contacts.push(...contacts)
  } else if (kind !== 'safety-checks' && kind !== 'escalation') readSectionContents(kind, rest, contents, source)
  const headingPosition = source.of(section.heading)
  const last = section.blocks.findLast((block) => block.type !== 'definition')
  return {
    kind,
    title: section.name.replace(/\s*\{:?\s*#[^}]*\}$/, ''),
    anchor: id ?? text.outline.anchors.get(section.heading) ?? slug(words),
    timeBox: section.timeBox,
    effect: section.effect,
    commands: writtenCommandsOf(loose),
    branches: loose.branches,
    headingPosition,
    position: last ? source.span(headingPosition, source.of(last)) : headingPosition
  }
}
