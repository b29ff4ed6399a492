import * as z from 'zod'
import { positionSchema } from './position.js'
import { effectSchema, stepKindSchema, terminalKindSchema } from './words.js'

/** A node of a decision graph. Ids of nodes that are no step hold a colon, which no step id does. */
export const graphNodeSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('step'),
    id: z.string(),
    kind: stepKindSchema,
    label: z.string().nullable(),
    title: z.string(),
    effect: effectSchema.nullable()
  }),
  z.object({ type: z.literal('terminal'), id: z.string(), terminal: terminalKindSchema }),
  z.object({ type: z.literal('external'), id: z.string(), package: z.string() })
])
export type GraphNode = z.infer<typeof graphNodeSchema>

/** What joins two nodes. */
export const graphEdgeSchema = z.object({
  from: z.string().describe('The id of a step.'),
  to: z.string().describe('The id of a node.'),
  type: z
    .enum(['explicit', 'implicit', 'section', 'external', 'terminal'])
    .describe('A named step; falling through; a whole section, here its first step; another pack; a stop.'),
  on: z
    .enum(['branch', 'always', 'holds', 'fails'])
    .describe(
      'A branch; falling through; what was expected holds; what was expected fails (an action rolls back first).'
    ),
  branch: z.int().nullable().describe('The index of the branch in its step, from 0.'),
  condition: z.string().nullable().describe('The words of the branch; `Otherwise` for the default.'),
  position: positionSchema.nullable().describe('The target in the text; null when no words name it.')
})
export type GraphEdge = z.infer<typeof graphEdgeSchema>

/** The decision graph of a runbook. */
export const graphSchema = z.object({
  entry: z.string().nullable().describe('The id of the first step; null when there are no steps.'),
  nodes: z.array(graphNodeSchema),
  edges: z.array(graphEdgeSchema)
})
export type Graph = z.infer<typeof graphSchema>
