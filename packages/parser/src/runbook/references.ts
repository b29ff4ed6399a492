import { slugOfPackageName, type Definition, type Position, type Reference, type Step } from '@keys/schema'
import type { Nodes, Root } from 'mdast'
import { parseStepLabel } from '../headings/heading.js'
import { plainText, walk } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'

const KEY = /^(jupyter|node|next)-[a-z0-9]+(-[a-z0-9]+)*$/

/**
 * What a text points to: keys and packages in inline code, links and images, and the definitions of reference links.
 * @param tree The whole tree.
 * @param steps The steps, to say in which one a reference stands.
 * @param source The text.
 */
export function collectReferences(
  tree: Root,
  steps: readonly Step[],
  source: Source
): { references: Reference[]; definitions: Definition[] } {
  const references: Reference[] = []
  const definitions: Definition[] = []
  let lastKnown = 0
  const labels: { node: Extract<Nodes, { type: 'linkReference' | 'imageReference' }>; index: number }[] = []
  walk(tree, (node) => {
    if (node.position) lastKnown = source.of(node).start.offset
    switch (node.type) {
      case 'inlineCode': {
        const reference = inlineReference(node.value)
        if (reference) references.push({ ...reference, step: null, position: source.of(node) })
        break
      }
      case 'link':
      case 'image':
        references.push(linkTo(node.url, placeOf(node, lastKnown, source)))
        break
      case 'linkReference':
      case 'imageReference':
        labels.push({ node, index: references.length })
        break
      case 'definition':
        definitions.push({ label: node.label ?? node.identifier, url: node.url, position: source.of(node) })
    }
  })
  addLabeled(references, labels, definitions, source)
  nameSteps(references, steps)
  return { references, definitions }
}

/** Where a node stands. Engines give no position to addresses that they find late: they stand behind what was seen last. */
function placeOf(node: Nodes, from: number, source: Source): Position {
  if (node.position) return source.of(node)
  const words = plainText(node)
  const start = words === '' ? -1 : source.text.indexOf(words, from)
  return start === -1 ? source.of(node) : source.range(start, start + words.length)
}

function inlineReference(
  value: string
): { type: 'key'; name: string } | { type: 'runbook'; package: string; slug: string } | null {
  if (KEY.test(value)) return { type: 'key', name: value }
  const slug = value.startsWith('@') ? slugOfPackageName(value) : null
  return slug === null ? null : { type: 'runbook', package: value, slug }
}

function linkTo(url: string, position: Position): Reference {
  const scope = url.startsWith('#') ? 'anchor' : /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url) ? 'remote' : 'local'
  return { type: 'link', url, scope, step: null, position }
}

/** Links by label lead where their definition says; those to steps are targets and no references. */
function addLabeled(
  references: Reference[],
  labels: readonly { node: Extract<Nodes, { type: 'linkReference' | 'imageReference' }>; index: number }[],
  definitions: readonly Definition[],
  source: Source
): void {
  if (labels.length === 0) return
  const urls = new Map(definitions.map((definition) => [definition.label.toLowerCase(), definition.url]))
  const found = references.splice(0)
  let next = 0
  for (const { node, index } of labels) {
    while (next < index) references.push(found[next++]!)
    const label = node.label ?? node.identifier
    const url = urls.get(label.toLowerCase())
    if (url === undefined || (node.type === 'linkReference' && parseStepLabel(plainText(node)))) continue
    references.push(linkTo(url, source.of(node)))
  }
  while (next < found.length) references.push(found[next++]!)
}

/** Says for each reference in which step it stands; both come in order of writing. */
function nameSteps(references: readonly Reference[], steps: readonly Step[]): void {
  let index = 0
  for (const reference of references) {
    const { offset } = reference.position.start
    while (index < steps.length && steps[index]!.position.end.offset <= offset) index++
    const step = steps[index]
    reference.step = step && step.position.start.offset <= offset ? step.id : null
  }
}
