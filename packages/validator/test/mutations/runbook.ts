import { lines, line, mutationsOf, type Change, type Plant } from './mutation.ts'
import type { Block, Outline, SectionOutline, StepOutline } from './outline.ts'

type Field = StepOutline['fields'][number]
type Part<Kind> = (part: Kind, step: StepOutline, outline: Outline) => Change | null

/** A field that holds words and no command, so that nothing is left when its words go. */
const isPlain = ({ end }: Field, { fences }: StepOutline) => !fences.some(({ start }) => start === end + 1)
/** A command that does not end with printing whatever happened, which is an answer even when it failed. */
const canFail = ({ text }: Block) => !/(printf|echo|tee)\b[^\n]*\n(?:\s*(?:\)|fi|esac|done)\n)*`{3,}$/.test(text)
const isMatched = ({ text }: Block) => text.startsWith('- **If `')
const goesOn = ({ text }: Block) => /\[(?:Check|Step|Action|Verify) \d+\]/.test(text)

/** A section by the beginning of its title. */
function section(title: string, change: (section: SectionOutline, outline: Outline) => Change | null): Plant {
  return lines((outline) => {
    const found = outline.sections.find((one) => one.title.startsWith(title))
    return found ? change(found, outline) : null
  })
}

/** The first step of which the change makes something. */
function step(change: (step: StepOutline, outline: Outline) => Change | null, word = /^/): Plant {
  return lines((outline) => {
    const changes = outline.steps.filter((one) => word.test(one.word)).map((one) => change(one, outline))
    return changes.find((one) => one !== null) ?? null
  })
}

/** The first field of a name for which the change makes something. */
function field(name: RegExp, change: Part<Field>, word = /^/): Plant {
  return step((one, outline) => {
    const changes = one.fields.filter((field) => name.test(field.name)).map((field) => change(field, one, outline))
    return changes.find((field) => field !== null) ?? null
  }, word)
}

/** The first branch for which the change makes something. */
function branch(change: Part<Block>): Plant {
  return step((one, outline) => {
    const changes = one.branches.map((branch) => change(branch, one, outline))
    return changes.find((branch) => branch !== null) ?? null
  })
}

/** Takes a field out; the heading of its step then lacks it. */
const withoutField = (name: RegExp, word?: RegExp) =>
  field(name, ({ start, end }, { start: shows }) => ({ at: start, remove: end - start + 1, shows }), word)

/** Takes the words of a field out and leaves its label. */
const emptyField = (name: RegExp, word?: RegExp) =>
  field(
    name,
    (own, step) =>
      isPlain(own, step) ? { at: own.start, remove: own.end - own.start, insert: [`**${own.name}**:`] } : null,
    word
  )

/** Writes a block anew, as far as the change changes it. */
function rewrite(block: Block, change: (text: string) => string): Change | null {
  const text = change(block.text)
  if (text === block.text) return null
  const before = block.text.split('\n')
  const after = text.split('\n')
  const first = after.findIndex((line, index) => line !== before[index])
  return { at: block.start, remove: before.length, insert: after, shows: block.start + Math.max(first, 0) }
}

/** Writes the condition of the first branch with a matcher anew. */
const matcher = (change: string) =>
  branch((one) => (isMatched(one) ? rewrite(one, (text) => text.replace(/^- \*\*If `[^*]*\*\*/, change)) : null))

/** Writes the target of the first branch that goes on to a step anew. */
const target = (change: string) =>
  branch((one) =>
    goesOn(one)
      ? rewrite(one, (text) => text.replace(/(?:Continue|continue|go on)\s(?:to|with) (\[[^\]]+\])/, change))
      : null
  )

/** Puts other targets into all branches that lead to a step. */
function retarget({ steps, lines: all }: Outline, label: string, to: string, shows: number): Change {
  const changed = [...all]
  for (const { start, end } of steps.flatMap(({ branches }) => branches)) {
    for (let at = start; at < end; at++) changed[at] = (changed[at] ?? '').replaceAll(`[${label}]`, to)
  }
  return { at: 0, remove: all.length, insert: changed, shows }
}

/** Puts a paragraph below the heading of a section. */
const paragraph = (title: string, text: string) =>
  section(title, ({ start }) => ({ at: start + 2, insert: [text, ''] }))

/** What a step needs no more: it only stops. */
const OTHERWISE = '- **Otherwise**: **STOP: escalate**'

/** The last step of a kind. */
const lastOf = (word: string, { steps }: Outline) => steps.findLast((one) => one.word === word)

export const runbookMutations = mutationsOf('README.md', [
  ['runbook/title', 'a title that is not that of pack.json', line(/^# /, (text) => `${text} now`)],
  [
    'runbook/title',
    'a second H1',
    section('Verification', ({ start }) => ({ at: start, insert: ['# Another runbook', ''] }))
  ],
  [
    'runbook/sections-present',
    'a heading misspelled beyond recognition',
    lines(({ lines: all, sections }) => {
      const at = sections.findIndex(({ title }) => title.startsWith('Evidence'))
      const { start = 0 } = sections[at] ?? {}
      return {
        at: start,
        remove: 1,
        insert: [(all[start] ?? '').replace('Evidence & audit', 'Evidnec & adiut')],
        shows: sections[at - 1]?.start ?? 0
      }
    })
  ],
  ['runbook/sections-present', 'a heading in other words', line(/^## Evidence/, () => '## Audit notes')],
  [
    'runbook/sections-present',
    'a section twice',
    section('Post-incident', ({ start }) => ({
      at: start,
      insert: ['## Evidence & audit notes', '', '- The log.', '']
    }))
  ],
  [
    'runbook/sections-in-order',
    'a section moved up',
    section('Evidence', ({ start, end, text }, { lines: all, sections }) => {
      const [, first] = sections
      if (!first) return null
      const rest = [...all.slice(0, start), ...all.slice(end)]
      return {
        at: 0,
        remove: all.length,
        insert: rest.toSpliced(first.start, 0, ...text.split('\n')),
        shows: first.start
      }
    })
  ],
  [
    'runbook/section-empty',
    'a section without content',
    section('Post-incident', ({ start, end }) => ({
      at: start + 1,
      remove: end - start - 1,
      insert: [''],
      shows: start
    }))
  ],
  [
    'runbook/scope-says-what-not',
    'a scope that no longer says what it does not cover',
    section('Scope', (own, { lines: all }) => {
      const at = all.findIndex((text, index) => index > own.start && text.startsWith('**Does not cover**'))
      const end = all.indexOf('', at)
      return at === -1 ? null : { at, remove: end - at + 1, shows: own.start }
    })
  ],
  [
    'runbook/when-not-to-use-points-somewhere',
    'a case that points nowhere',
    section('When not to use', ({ items: [item] }) =>
      item
        ? rewrite(item, (text) => text.replace(/:\s+(?:`@keys\/[^`]+`|\*\*STOP[^*]+\*\*)$/, '.')) && {
            at: item.start,
            remove: item.end - item.start,
            insert: ['- Something else.']
          }
        : null
    )
  ],
  [
    'runbook/safety-checks-time-boxed',
    'safety checks without a time box',
    line(/^## Immediate safety checks/, () => '## Immediate safety checks')
  ],
  [
    'runbook/prohibitions-present',
    'what not to do taken out',
    section('Immediate safety checks', ({ start, end }, { steps }) => ({
      at: start + 1,
      remove: (steps[0]?.start ?? end) - start - 1,
      insert: [''],
      shows: start
    }))
  ],
  [
    'runbook/unknown-label',
    'a label misspelled',
    line(/^\*\*Side effects\*\*/, (text) => text.replace('Side effects', 'Side efects'))
  ],
  [
    'runbook/unknown-label',
    'a label of their own',
    line(/^\*\*Precondition\*\*/, (text) => text.replace('Precondition', 'Mood'))
  ],
  ['runbook/untyped-block', 'raw HTML', paragraph('Scope', '<div align="center">look here</div>')],
  [
    'runbook/untyped-block',
    'a section of their own',
    section('Post-incident', ({ start }) => ({ at: start, insert: ['## Souvenirs', '', 'A mug.', ''] }))
  ],
  [
    'runbook/duplicate-step-id',
    'a title that another step has',
    lines(({ lines: all, steps }) => {
      const [first, second] = steps.filter(({ word }) => word === 'Step')
      if (!first || !second) return null
      return { at: second.start, remove: 1, insert: [(all[first.start] ?? '').replace('Step 1', 'Step 2')] }
    })
  ],
  [
    'runbook/duplicate-step-id',
    'a former id that another step has',
    lines(({ lines: all, steps }) => {
      const [first, second] = steps.filter(({ word }) => word === 'Step')
      if (!first || !second) return null
      const id = (all[first.start] ?? '')
        .replace(/^### Step 1: /, '')
        .replace(/ \([^)]*\)$/, '')
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-')
      return { at: second.start + 1, insert: ['', `<!-- formerly: ${id} -->`], shows: second.start }
    })
  ],
  ['runbook/step-numbering', 'a gap in the numbers', line(/^### Verify 3: /, (text) => text.replace('3', '7'))],
  [
    'runbook/step-numbering',
    'the word of another section',
    line(/^### Step 2: /, (text) => text.replace('Step', 'Check'))
  ],
  ['runbook/step-numbering', 'no number at all', line(/^### Verify 2: /, (text) => text.replace('Verify 2: ', ''))],
  [
    'runbook/fence-unclosed',
    'a fence that is not closed',
    lines(({ steps }) => {
      const first = steps.find(({ fences }) => fences.length > 0)?.fences[0]
      return first ? { at: first.end - 1, remove: 1, shows: first.start } : null
    })
  ],
  [
    'runbook/vague-language',
    'an order to look at the logs',
    branch((one) => rewrite(one, (text) => text.replace(/\*\*: [^.]*\./, '**: check the logs.')))
  ],
  [
    'runbook/escalation-has-triggers',
    'no triggers of escalation',
    section('Rollback', ({ start }, { lines: all }) => {
      const at = all.indexOf('**Escalate when**')
      const end = all.indexOf('**Contacts**')
      return at === -1 || end === -1 ? null : { at, remove: end - at, shows: start }
    })
  ],
  [
    'runbook/escalation-has-contact-slot',
    'a contact without a blank',
    line(/^- [A-Z].*: `_+`$/, (text) => text.replace(/: `_+`$/, ''))
  ],
  [
    'runbook/escalation-has-contact-slot',
    'no contacts',
    section('Rollback', ({ start, items }, { lines: all }) => {
      const at = all.indexOf('**Contacts**')
      const end = items.at(-1)?.end ?? -1
      return at === -1 || end === -1 ? null : { at, remove: end - at, shows: start }
    })
  ],
  [
    'runbook/evidence-listed',
    'evidence in prose',
    section('Evidence', ({ start, end }) => ({
      at: start + 2,
      remove: end - start - 3,
      insert: ['Keep everything.'],
      shows: start
    }))
  ],
  [
    'runbook/follow-ups-dated',
    'a follow-up without a day',
    line(/^- \*\*Within /, (text) => text.replace(/\*\*Within[^*]+\*\*: /, ''))
  ],

  ['flow/branch-without-target', 'a branch that leads nowhere', target('Go on')],
  ['flow/branch-without-target', 'a branch that leads to two steps', target('Continue to $1 or [Verify 1]')],
  ['flow/target-is-a-section', 'a branch retargeted to a section', target('Continue to the action steps')],
  ['flow/target-missing', 'a branch to a step that does not exist', target('Continue to [Step 99]')],
  [
    'flow/target-missing',
    'a branch to a fragment that is no step',
    target('Continue to [the next one](#step-99-nobody-knows)')
  ],
  [
    'flow/target-definition',
    'a target that is no link',
    branch((one) =>
      one.text.split('\n').length === 1
        ? rewrite(one, (text) => text.replace(/Continue to \[([^\]]+)\]/, 'Continue to $1'))
        : null
    )
  ],
  [
    'flow/target-definition',
    'a definition that leads to another step',
    lines(({ definitions: [first, second] }) =>
      first && second
        ? { at: first.start, remove: 1, insert: [first.text.replace(/#.*/, second.text.replace(/.*#/, '#'))] }
        : null
    )
  ],
  [
    'flow/target-definition',
    'a definition taken out',
    lines(({ lines: all, steps, definitions }) => {
      const definition = definitions.find(({ text }) => text.startsWith('[Step 1]'))
      const named = steps
        .flatMap(({ branches }) => branches)
        .flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index))
        .find((at) => all[at]?.includes('[Step 1]'))
      return definition && named !== undefined ? { at: definition.start, remove: 1, shows: named } : null
    })
  ],
  [
    'flow/target-definition',
    'a definition of a step that does not exist',
    lines(({ definitions }) => {
      const { end = 0 } = definitions.at(-1) ?? {}
      return { at: end, insert: ['[Step 77]: #step-77-nowhere'] }
    })
  ],
  [
    'flow/table-is-no-branch',
    'a table of what follows',
    step(({ branches }) => {
      const end = branches.at(-1)?.end
      return end === undefined
        ? null
        : { at: end, insert: ['', '| Answer | Then |', '| --- | --- |', '| none | go to Step 1 |', ''], shows: end + 1 }
    })
  ],
  [
    'flow/no-default-branch',
    'an Otherwise above the last branch',
    step(({ branches, fences }) => {
      const own = branches.at(-1)
      return own && branches.length > 1 && fences.length === 0
        ? { at: own.start, insert: [OTHERWISE], shows: own.start + 1 }
        : null
    })
  ],
  [
    'flow/no-default-branch',
    'a second Otherwise',
    step(({ branches, fences }) => {
      const own = branches.at(-1)
      return own && fences.length === 0 ? { at: own.end, insert: [OTHERWISE, OTHERWISE], shows: own.end + 1 } : null
    })
  ],
  [
    'flow/unreachable-step',
    'the only way to a step retargeted',
    lines((outline) => {
      const last = lastOf('Step', outline)
      return last ? retarget(outline, last.label, '[Check 1]', last.start) : null
    })
  ],
  [
    'flow/action-no-branch-names',
    'the only way to an action retargeted',
    lines((outline) => {
      const last = lastOf('Action', outline)
      return last ? retarget(outline, last.label, '[Check 1]', last.start) : null
    })
  ],
  [
    'flow/dead-end',
    'the branches of the last diagnosis step taken out',
    lines((outline) => {
      const last = lastOf('Step', outline)
      const [first] = last?.branches ?? []
      const end = last?.branches.at(-1)?.end
      return last && first && end ? { at: first.start, remove: end - first.start, shows: last.start } : null
    })
  ],
  [
    'flow/loop-without-exit',
    'all branches of a step lead back to it',
    step((own, { lines: all }) => {
      const changed = [...all]
      for (const { start, end, text } of own.branches) {
        const [words = ''] = text.replaceAll(/\s+/g, ' ').split('**: ')
        changed.fill('', start, end)
        changed[start] = `${words}**: once more. Continue to [${own.label}].`
      }
      // What no branch names escalates, unless it is written otherwise.
      const last = own.branches.at(-1)
      if (last && !last.text.startsWith('- **Otherwise'))
        changed[last.start] += `\n- **Otherwise**: once more. Continue to [${own.label}].`
      return own.branches.length > 0 ? { at: 0, remove: all.length, insert: changed, shows: own.start } : null
    }, /Step/)
  ],
  [
    'flow/precondition-unmet',
    'a first step that asks for what comes after it',
    lines(({ steps: [first] }) =>
      first ? { at: first.start + 2, insert: ['**Precondition**: [Step 1] was passed.', ''] } : null
    )
  ],
  [
    'flow/precondition-unmet',
    'a precondition that names another step than before',
    lines(({ lines: all, steps }) => {
      // Where a verification leads back, it may come before an action.
      if (steps.some(({ word, branches }) => word === 'Verify' && branches.length > 0)) return null
      const claim = /(?<=^\*\*Precondition\*\*: \[?)(?:Check|Step) \d+(?=\]?\s(?:printed|was passed))/
      const at = all.findIndex((text) => claim.test(text) && !text.includes(', or '))
      return at === -1 ? null : { at, remove: 1, insert: [(all[at] ?? '').replace(claim, 'Verify 1')] }
    })
  ],
  [
    'flow/precondition-unmet',
    'a precondition that asks for an answer that stops',
    lines((outline) => {
      const fields = outline.steps.flatMap(({ word, fields }) => (word === 'Action' ? fields : []))
      const own = fields.find(({ name }) => name === 'Precondition')
      for (const { label, branches } of outline.steps) {
        // A person may decide otherwise beside the answer, and a wider matcher may hold for it.
        if (branches.some(({ text }) => /^- \*\*If (?:[^`]|(?:[^*]* or )?`(?:[<>=!/]|\dxx))/.test(text))) continue
        const answers = branches.flatMap(({ text }) => /^- \*\*If `(\w+)`\*\*[^[]*\*\*STOP/s.exec(text)?.[1] ?? [])
        if (own && answers[0]) {
          const insert = [`**Precondition**: [${label}] printed \`${answers[0]}\`.`]
          return { at: own.start, remove: own.end - own.start, insert }
        }
      }
      return null
    })
  ],
  ['flow/expected-missing', 'an Expected taken out', withoutField(/Expected/, /Check|Step|Verify/)],
  ['flow/expected-missing', 'an Expected without words', emptyField(/Expected/, /Check|Step|Verify/)],
  [
    'flow/failure-unhandled',
    'an Otherwise, and no branch for a failed command',
    step(({ branches, fences }) => {
      const matched = branches.filter(isMatched)
      const own = branches.at(-1)
      const [last] = fences.slice(-1)
      const hasExit = branches.some(({ text }) => text.includes('`exit'))
      const hasDefault = branches.some(({ text }) => text.startsWith('- **Otherwise'))
      if (!own || matched.length === 0 || hasExit || hasDefault || !last || !canFail(last)) return null
      return { at: own.end, insert: [OTHERWISE], shows: matched.at(-1)?.start ?? 0 }
    })
  ],
  [
    'flow/labels-share-paragraph',
    'two labels in one paragraph',
    field(/Precondition/, ({ end }, { fields }) =>
      fields.some(({ start }) => start === end + 1) ? { at: end, remove: 1 } : null
    )
  ],
  [
    'flow/answer-never-printed',
    'a word that the command does not print',
    line(/^- \*\*If `pending`\*\*: nobody takes it/, (text) => text.replace('pending', 'pendant'))
  ],
  [
    'flow/branches-alike',
    'one place for all answers',
    step(({ branches }) => {
      const [first] = branches
      const last = branches.at(-1)
      return first && last && first !== last
        ? {
            at: first.start,
            remove: last.end - first.start,
            insert: ['- **If `0`**: on. **STOP: escalate**', OTHERWISE]
          }
        : null
    })
  ],
  [
    'flow/failure-goes-on',
    'a failure that ends the incident',
    step(({ branches }) => {
      const [first] = branches
      return first ? { at: first.start, insert: ['- **If `exit 77`**: over. **STOP: resolved**'] } : null
    })
  ],
  ['flow/matcher-syntax', 'a matcher with lookahead', matcher('- **If `/(?=ready)/`**')],
  ['flow/matcher-syntax', 'a matcher that every answer has', matcher('- **If `/.*/`**')],
  ['flow/matcher-syntax', 'a matcher that cannot be compiled', matcher('- **If `/(ready/`**')],
  ['flow/matcher-syntax', 'a matcher with a flag that nobody knows', matcher('- **If `/ready/x`**')],
  ['flow/matcher-syntax', 'a comparison with no number', matcher('- **If `> many`**')],
  ['flow/code-in-condition-is-no-matcher', 'words in inline code', matcher('- **If `it says ready`**')],
  [
    'flow/matcher-without-command',
    'the command taken out from under its matchers',
    step(({ fences: [fence, other], fields }) => {
      const expected = fields.find(({ name, text }) => name === 'Expected' && /: `/.test(text))
      if (!fence || other || !expected) return null
      const remove = fence.end - fence.start
      return { at: fence.start, remove, shows: expected.start - remove }
    }, /Check|Step/)
  ],
  [
    'flow/overlapping-matchers',
    'a matcher that a branch above has',
    step(({ branches }) => {
      const [first, second] = branches.filter(isMatched)
      const own = /`[^`]+`/.exec(first?.text ?? '')?.[0]
      return second && own ? rewrite(second, (text) => text.replace(/`[^`]+`/, own)) : null
    })
  ],
  [
    'flow/overlapping-matchers',
    'a wider matcher above',
    step(({ branches }) => {
      const first = branches.find(isMatched)
      if (!first) return null
      return {
        at: first.start,
        insert: ['- **If `> 3000000`**: many. **STOP: escalate**', '- **If `> 30000000`**: more. **STOP: escalate**'],
        shows: first.start + 1
      }
    }, /Step/)
  ],
  [
    'flow/wrong-terminal',
    'a stop that does not exist',
    branch((one) => rewrite(one, (text) => text.replace('STOP: escalate', 'STOP: give up')))
  ],
  [
    'flow/wrong-terminal',
    'a wrong runbook without the right one',
    branch((one) => rewrite(one, (text) => text.replace('STOP: escalate', 'STOP: wrong runbook')))
  ],

  [
    'action/effect-missing',
    'an effect taken out',
    line(/^### Action 1: /, (text) => text.replace(/ \((?:IR)?REVERSIBLE\)/, ''))
  ],
  [
    'action/irreversible-has-rollback-claim',
    'an effect that contradicts the rollback',
    field(/^Rollback$/, ({ start }, own, { lines: all }) => {
      const heading = all[own.start] ?? ''
      const changed = all.with(own.start, heading.replace('(REVERSIBLE)', '(IRREVERSIBLE)'))
      return { at: 0, remove: all.length, insert: changed, shows: start }
    })
  ],
  [
    'action/irreversible-without-warning',
    'an effect made irreversible without a warning',
    step(
      (own, { lines: all }) =>
        own.fields.some(({ name }) => name === 'Warning')
          ? null
          : rewrite({ ...own, end: own.start + 1, text: all[own.start] ?? '' }, (text) =>
              text.replace('(REVERSIBLE)', '(IRREVERSIBLE)')
            ),
      /Action/
    )
  ],
  [
    'action/irreversible-without-warning',
    'a warning taken out',
    field(/Warning/, (own, step) =>
      /\(IRREVERSIBLE\)/.test(step.text) ? { at: own.start, remove: own.end - own.start + 1, shows: step.start } : null
    )
  ],
  ['action/precondition-missing', 'a precondition taken out', withoutField(/Precondition/)],
  ['action/precondition-missing', 'a precondition without words', emptyField(/Precondition/)],
  ['action/side-effects-missing', 'side effects taken out', withoutField(/Side effects/, /Action/)],
  ['action/when-missing', 'a When taken out', withoutField(/When/)],
  ['action/rollback-missing', 'a rollback taken out', withoutField(/Rollback/)],
  ['action/rollback-missing', 'a rollback without words', emptyField(/Rollback/)],
  ['action/verification-missing', 'a verification taken out', withoutField(/Verification/)],

  [
    'reference/undeclared-key',
    'a key misspelled',
    line(/^\*\*(?:Key|Automated)\*\*: `(?:jupyter|node|next)-/, (text) =>
      text.replace(/`((?:jupyter|node|next)-[a-z-]+)`/, '`$1s`')
    )
  ],
  ['reference/undeclared-key', 'a key that nobody declared', paragraph('Scope', 'See `jupyter-weather-report`.')],
  [
    'reference/related-runbook-missing',
    'a runbook that is nowhere',
    paragraph('When not to use', 'See `@keys/runbook-weather-report`.')
  ],
  [
    'reference/jupyter-key-lacks-input-output',
    'the input of a notebook taken out',
    field(/^Input$/, ({ start, end }, { fields }, { lines: all }) => {
      const key = fields.find(({ name, text }) => name === 'Key' && text.includes('`jupyter-'))
      return key && all[end] === '' ? { at: start, remove: end - start + 1, shows: key.start } : null
    })
  ],
  [
    'reference/node-key-lacks-side-effects',
    'a module without a manual way',
    field(/^Manual alternative$/, ({ start, end }, { fields }) => {
      const key = fields.find(({ name, text }) => /^(?:Key|Automated)$/.test(name) && /`(?:node|next)-/.test(text))
      return key ? { at: start, remove: end - start + 1, shows: key.start } : null
    })
  ],
  [
    'reference/local-link-broken',
    'a link to a file that is not there',
    paragraph('Scope', 'See [the notes](docs/notes.md).')
  ],
  [
    'reference/named-file-missing',
    'a document that is not there',
    paragraph('Scope', 'How to get the inputs: INPUTS-AND-ACCESS.md.')
  ],
  [
    'runbook/rollback-order',
    'an order that names an action that is not there',
    line(/^Roll back Actions? \d/, (text) => text.replace(/\d/, '77, $&'))
  ],
  [
    'runbook/evidence-kept',
    'a file that nothing writes',
    section('Evidence', ({ start }) => ({ at: start + 2, insert: ['- never-written-anywhere.ids: what was broken.'] }))
  ],
  [
    'runbook/time-box-unread',
    'a limit below nothing',
    line(/^### Verify \d+: .*\(within \d/, (text) => text.replace('(within ', '(within -'))
  ],
  [
    'flow/first-minute-verifies',
    'a first minute that leads to a verification',
    lines(({ sections, lines: all }) => {
      const [first] = sections
      if (first?.title !== 'First minute') return null
      const at = all.findIndex((text, index) => index > first.start && text.startsWith('- **'))
      return { at, insert: ['- **The alert is quiet**: go to [Verify 1].'] }
    })
  ],
  ['reference/local-link-broken', 'a link out of the pack', paragraph('Scope', 'See [the notes](../../notes.md).')],
  [
    'reference/local-link-broken',
    'a link to a heading that is not there',
    paragraph('Scope', 'See [the way back](#rollback--escalatoin).')
  ],
  [
    'reference/remote-link-syntax',
    'a link of a scheme that runs',
    paragraph('Scope', 'See [the notes](javascript:alert).')
  ],
  [
    'reference/link-unencrypted',
    'a link that is not encrypted',
    paragraph('Scope', 'See [the notes](http://status.acme.net).')
  ],
  [
    'reference/remote-link-syntax',
    'a link without a scheme',
    paragraph('Scope', 'See [the notes](//docs.stripe.com/webhooks).')
  ],

  [
    'disable/unknown-rule',
    'a comment that disables what is no rule',
    paragraph('Scope', '<!-- keys-disable-next-line flow/dead-ned -- the console leads on from here -->')
  ],
  [
    'disable/unused',
    'a comment that disables nothing',
    paragraph('Scope', '<!-- keys-disable-next-line flow/dead-end -- the console leads on from here -->')
  ],
  [
    'disable/without-reason',
    'a comment without a reason',
    paragraph('Scope', '<!-- keys-disable-next-line flow/dead-end -->')
  ]
])
