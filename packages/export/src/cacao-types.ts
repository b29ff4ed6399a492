/**
 * The parts of CACAO Security Playbooks 2.0 that are written.
 */

/** A command of an action. */
export type CacaoCommand = { type: 'manual'; command: string } | { type: 'bash'; command_b64: string }

/** What an action, an end or a condition is. */
export type CacaoStep =
  | { type: 'start'; on_completion: string }
  | { type: 'end'; name?: string }
  | {
      type: 'action'
      name: string
      description?: string
      commands: CacaoCommand[]
      agent: string
      targets?: string[]
      out_args?: string[]
      timeout?: number
      on_completion?: string
      on_success?: string
      on_failure?: string
      step_variables?: Record<string, CacaoVariable>
    }
  | { type: 'if-condition'; name: string; condition: string; on_true: string; on_false: string; on_completion: string }
  | { type: 'switch-condition'; name: string; switch: string; cases: Record<string, string>; on_completion?: string }
  | { type: 'playbook-action'; name: string; playbook_id: string; on_completion: string }

/** A variable of a playbook. */
export interface CacaoVariable {
  type: 'string'
  description?: string
  value?: string
  constant: boolean
  external: boolean
}

/** Who carries a step out, or where. */
export interface CacaoAgent {
  type: 'individual' | 'linux'
  name: string
  address?: { ipv4: string[] }
}

/** A playbook. */
export interface CacaoPlaybook {
  type: 'playbook'
  spec_version: 'cacao-2.0'
  id: string
  name: string
  description: string
  playbook_types: string[]
  playbook_activities: string[]
  created_by: string
  created: string
  modified: string
  labels: string[]
  external_references: { name: string; url?: string }[]
  playbook_variables: Record<string, CacaoVariable>
  agent_definitions: Record<string, CacaoAgent>
  target_definitions?: Record<string, CacaoAgent>
  workflow_start: string
  workflow: Record<string, CacaoStep>
}

/** For whom a playbook is written: `standard`, or for SOARCA, which carries out a part of the standard. */
export type CacaoProfile = 'standard' | 'soarca'
