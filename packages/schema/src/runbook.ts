/**
 * The runbook model: what the parser makes of a README.md. Everything in it has a position in that text.
 */
import * as z from 'zod'
import { graphSchema } from './graph.js'
import { matcherSchema } from './matcher.js'
import { positionSchema } from './position.js'
import {
  durationSchema,
  effectSchema,
  fieldLabelSchema,
  interpreterSchema,
  sectionKindSchema,
  stepKindSchema,
  terminalKindSchema
} from './words.js'

/** The version of the model in `runbook.json`; a newer minor version only adds fields. */
export const MODEL_VERSION = '1.0'

/** Some words of the text, without their markup. */
export const textItemSchema = z.object({ text: z.string(), position: positionSchema }).meta({ id: 'textItem' })
export type TextItem = z.infer<typeof textItemSchema>

/** A time box from a heading or a lead, such as `(within 5 minutes)`. */
export const timeBoxSchema = z
  .object({
    relation: z.enum(['first', 'within', 'after', 'at']).describe('`at` when only a duration was written.'),
    duration: durationSchema
  })
  .meta({ id: 'timeBox' })
export type TimeBox = z.infer<typeof timeBoxSchema>

/** A fenced block of code in a language that runs, or in none that is named. */
/** A file of the pack that a command runs. */
export const scriptSchema = z
  .object({
    path: z.string().describe('Its path in the pack, such as `scripts/probe.mjs`.'),
    interpreter: interpreterSchema.nullable().describe('What runs it, by its ending; null when that is not known.'),
    code: z.string()
  })
  .meta({ id: 'script' })
export type Script = z.infer<typeof scriptSchema>

export const commandSchema = z
  .object({
    language: z.string().nullable().describe('The language as written; null when the fence has none.'),
    interpreter: interpreterSchema
      .nullable()
      .describe('What runs it; null when the fence has no language, or that of a shell that is not run.'),
    code: z.string().describe('The text between the fences.'),
    inputs: z.array(z.string()).describe('Environment variables that it reads, in order of their first use.'),
    scripts: z
      .array(scriptSchema)
      .optional()
      .describe('The scripts of the pack that it runs; absent when it runs none.'),
    placeholders: z
      .array(z.object({ text: z.string(), input: z.string() }))
      .optional()
      .describe(
        'What has to be filled in, such as `<namespace>`, with the input that takes its place; only in texts that are no pack.'
      ),
    output: z
      .string()
      .optional()
      .describe('What a transcript shows below it as an example; only in texts that are no pack.'),
    position: positionSchema
  })
  .meta({ id: 'command' })
export type Command = z.infer<typeof commandSchema>

/** Where a branch, or a sentence, sends the reader. */
export const targetSchema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('step'),
      label: z.string().describe('The label as normalized, such as `Step 2`.'),
      step: z.string().nullable().describe('The id of the step; null when there is none of this label.'),
      form: z.enum(['reference', 'link', 'words']).describe('`[Step 2]`, `[text](#anchor)` or "go to step 2".'),
      position: positionSchema
    }),
    z.object({
      type: z.literal('section'),
      section: sectionKindSchema,
      position: positionSchema
    }),
    z.object({
      type: z.literal('terminal'),
      terminal: terminalKindSchema,
      package: z.string().nullable().describe('For `wrong-runbook`: the package of the right one.'),
      position: positionSchema
    }),
    z.object({
      type: z.literal('external'),
      package: z.string().describe('The package of another runbook, named without a stop.'),
      position: positionSchema
    })
  ])
  .meta({ id: 'target', description: 'Where a branch leads.' })
export type Target = z.infer<typeof targetSchema>

/** A condition and what follows from it. */
export const branchSchema = z
  .object({
    condition: z.string().describe('The words of the condition, without If / When / In case; empty for the default.'),
    isDefault: z.boolean().describe('Whether it is written as Otherwise.'),
    matchers: z.array(matcherSchema).describe('Alternatives that a machine decides; empty when a person decides.'),
    strayCode: z.array(textItemSchema).describe('Inline code in the condition that is no matcher.'),
    targets: z.array(targetSchema).describe('In strict exactly one.'),
    text: z.string().describe('What follows the condition, without markup.'),
    form: z.enum(['paragraph', 'list-item', 'heading']),
    conditionPosition: positionSchema,
    position: positionSchema
  })
  .meta({ id: 'branch' })
export type Branch = z.infer<typeof branchSchema>

/** One of the H2 parts of a runbook. */
export const sectionSchema = z
  .object({
    kind: sectionKindSchema.nullable().describe('Which of the ten sections it is; null for a heading that names none.'),
    title: z.string().describe('The heading without its qualifiers.'),
    anchor: z.string().describe('The fragment under which GitHub shows the heading.'),
    timeBox: timeBoxSchema.nullable(),
    effect: effectSchema.nullable(),
    commands: z.array(commandSchema).describe('Commands of the section that stand in no step.'),
    branches: z.array(branchSchema).describe('Branches of the section that stand in no step.'),
    headingPosition: positionSchema,
    position: positionSchema.describe('From the heading to the end of the last block of the section.')
  })
  .meta({ id: 'section' })
export type Section = z.infer<typeof sectionSchema>

/** A labeled part of a step, such as **Expected** or **Rollback**. */
export const fieldSchema = z
  .object({
    label: fieldLabelSchema.nullable().describe('Null for a label outside the closed list.'),
    name: z.string().describe('The label as written, without its colon.'),
    text: z.string().describe('What it holds, without markup; list items on lines of their own.'),
    items: z.array(textItemSchema).describe('The list items that it holds.'),
    matchers: z.array(matcherSchema).describe('For Expected and Verification: matchers at its beginning.'),
    commands: z.array(commandSchema).describe('For Verification, Rollback and Manual alternative: their own.'),
    sharesParagraph: z.boolean().describe('Whether another label stands before it in the same paragraph.'),
    labelPosition: positionSchema,
    position: positionSchema
  })
  .meta({ id: 'field' })
export type Field = z.infer<typeof fieldSchema>

/** A node of the graph: a check, a diagnosis step, an action or a verification. */
export const stepSchema = z
  .object({
    id: z.string().describe('The slug of the title; unique in the runbook, by a number where two titles are equal.'),
    slug: z.string().describe('The slug of the title as it is; two equal ones are an error in strict.'),
    formerIds: z.array(z.string()).describe('Ids that the step had before it was retitled.'),
    kind: stepKindSchema,
    ordinal: z.int().nullable().describe('The number as written; null when there is none.'),
    label: z.string().nullable().describe('What branches call it, such as `Step 2`.'),
    title: z.string().describe('The title without ordinal and qualifiers.'),
    anchor: z.string().nullable().describe('The fragment of its heading; null for a step without a heading.'),
    section: sectionKindSchema,
    effect: effectSchema.nullable(),
    timeBox: timeBoxSchema.nullable(),
    form: z.enum(['heading', 'list-item']),
    prose: z.array(textItemSchema).describe('Blocks of the step that are neither field, branch nor command.'),
    fields: z.array(fieldSchema),
    commands: z.array(commandSchema).describe('Its own; those that a field owns are in the field.'),
    branches: z.array(branchSchema),
    headingPosition: positionSchema,
    position: positionSchema
  })
  .meta({ id: 'step' })
export type Step = z.infer<typeof stepSchema>

/** How an incident of this kind shows itself. */
export const signalSchema = z
  .object({
    kind: z.enum(['alert', 'log', 'http', 'symptom']).nullable().describe('Null for an item without a known lead.'),
    text: z.string(),
    code: z.array(z.string()).describe('Inline code in it: alert names, words of a log line, status codes.'),
    position: positionSchema
  })
  .meta({ id: 'signal' })
export type Signal = z.infer<typeof signalSchema>

/** A case in which another runbook, or nobody's, is right. */
export const redirectionSchema = z.object({
  text: z.string(),
  targets: z.array(targetSchema),
  position: positionSchema
})
export type Redirection = z.infer<typeof redirectionSchema>

/** Something that the text points to. */
export const referenceSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('key'), name: z.string(), step: z.string().nullable(), position: positionSchema }),
    z.object({
      type: z.literal('runbook'),
      package: z.string(),
      slug: z.string(),
      step: z.string().nullable(),
      position: positionSchema
    }),
    z.object({
      type: z.literal('link'),
      url: z.string(),
      scope: z.enum(['anchor', 'local', 'remote']),
      step: z.string().nullable(),
      position: positionSchema
    })
  ])
  .meta({ id: 'reference' })
export type Reference = z.infer<typeof referenceSchema>

/** A link definition, `[Step 2]: #step-2-...`. */
export const definitionSchema = z.object({ label: z.string(), url: z.string(), position: positionSchema })
export type Definition = z.infer<typeof definitionSchema>

/** A thing to do when the incident is over. */
export const followUpSchema = z.object({
  text: z.string(),
  due: timeBoxSchema.nullable(),
  position: positionSchema
})
export type FollowUp = z.infer<typeof followUpSchema>

/** What a top-level block of the text was read as; blocks and the gaps between them are the whole text. */
export const blockSchema = z.object({
  role: z.enum([
    'front-matter',
    'title',
    'introduction',
    'section-heading',
    'step-heading',
    'field',
    'branch',
    'command',
    'output',
    'prose',
    'list',
    'definition',
    'comment',
    'untyped'
  ]),
  position: positionSchema
})
export type Block = z.infer<typeof blockSchema>

/** Why a text could not be read at all, or not as what it seems to be. */
export const problemSchema = z.object({
  id: z.enum(['text-too-large', 'nested-too-deep']),
  message: z.string(),
  position: positionSchema
})
export type Problem = z.infer<typeof problemSchema>

export const runbookSchema = z
  .object({
    modelVersion: z.string().describe('The version of this model.'),
    title: textItemSchema.nullable(),
    introduction: z.array(textItemSchema).describe('What stands between the title and the first section.'),
    sections: z.array(sectionSchema).describe('All H2 sections, in order of writing.'),
    steps: z.array(stepSchema).describe('All steps, in order of writing.'),
    signals: z.array(signalSchema),
    firstMinute: z
      .array(redirectionSchema)
      .describe('The items of "first minute": what to look at without any input, and where each finding leads.'),
    redirections: z.array(redirectionSchema).describe('The items of "when not to use".'),
    prohibitions: z.array(textItemSchema).describe('The items under DO NOT.'),
    escalation: z.object({
      triggers: z.array(textItemSchema).describe('When to escalate.'),
      contacts: z.array(textItemSchema).describe('Whom to call; a slot is a run of underscores in inline code.')
    }),
    evidence: z.array(textItemSchema).describe('What to keep.'),
    followUps: z.array(followUpSchema),
    inputs: z
      .array(z.object({ name: z.string(), positions: z.array(positionSchema).describe('The commands that read it.') }))
      .describe('Environment variables that the commands read.'),
    references: z.array(referenceSchema),
    definitions: z.array(definitionSchema),
    graph: graphSchema,
    blocks: z.array(blockSchema),
    problems: z.array(problemSchema)
  })
  .describe('A runbook, parsed.')
export type Runbook = z.infer<typeof runbookSchema>
