/**
 * The profile for a pack that is still being written: what is missing as yet is information, what is wrong stays what it is.
 * Pure.
 */
import type { RuleSetting } from '@keys/schema'

/** What needs a drill, a full form, or other texts that come later. */
const NOT_YET = [
  'action/effect-missing',
  'action/precondition-missing',
  'action/rollback-missing',
  'action/side-effects-missing',
  'action/verification-missing',
  'action/when-missing',
  'changelog/empty-entry',
  'checklist/item-without-link',
  'checklist/kind-missing',
  'checklist/phase-missing',
  'checklist/step-missing',
  'checklist/title',
  'command/no-time-limit',
  'command/tool-version-unasked',
  'command/unused-input',
  'drill/branch-not-covered',
  'drill/command-not-covered',
  'drill/coverage-line',
  'drill/missing',
  'drill/stale',
  'flow/action-no-branch-names',
  'flow/branch-without-target',
  'flow/dead-end',
  'flow/expected-missing',
  'flow/failure-unhandled',
  'flow/no-default-branch',
  'flow/target-definition',
  'flow/target-missing',
  'flow/unreachable-step',
  'pack/empty-file',
  'pack/license-text-matches',
  'pack/required-files',
  'reference/related-runbook-missing',
  'reference/relation-one-sided',
  'reference/unused-declared-key',
  'runbook/escalation-has-contact-slot',
  'runbook/escalation-has-triggers',
  'runbook/evidence-listed',
  'runbook/follow-ups-dated',
  'runbook/prohibitions-present',
  'runbook/safety-checks-time-boxed',
  'runbook/scope-says-what-not',
  'runbook/section-empty',
  'runbook/sections-present',
  'runbook/step-numbering',
  'runbook/title',
  'runbook/vague-language',
  'runbook/when-not-to-use-points-somewhere',
  'workspace/index-out-of-date'
]

/** Severities of a draft; what a configuration sets goes before them. */
export const DRAFT: Readonly<Record<string, RuleSetting>> = Object.fromEntries(
  NOT_YET.map((code) => [code, 'information' as const])
)
