// Generated from src/rules by scripts/generate.ts. Do not edit: run `pnpm generate`.
import { register, type RegisteredRule } from './engine/rule.js'
import { rule as actionEffectMissing } from './rules/action/effect-missing.js'
import { rule as actionIrreversibleHasRollbackClaim } from './rules/action/irreversible-has-rollback-claim.js'
import { rule as actionIrreversibleWithoutWarning } from './rules/action/irreversible-without-warning.js'
import { rule as actionPreconditionMissing } from './rules/action/precondition-missing.js'
import { rule as actionRollbackMissing } from './rules/action/rollback-missing.js'
import { rule as actionSideEffectsMissing } from './rules/action/side-effects-missing.js'
import { rule as actionVerificationMissing } from './rules/action/verification-missing.js'
import { rule as actionWhenMissing } from './rules/action/when-missing.js'
import { rule as changelogEmptyEntry } from './rules/changelog/empty-entry.js'
import { rule as changelogFormat } from './rules/changelog/format.js'
import { rule as changelogNewestMatches } from './rules/changelog/newest-matches.js'
import { rule as changelogVersionOrder } from './rules/changelog/version-order.js'
import { rule as checklistAlreadyTicked } from './rules/checklist/already-ticked.js'
import { rule as checklistItemWithoutLink } from './rules/checklist/item-without-link.js'
import { rule as checklistKindMissing } from './rules/checklist/kind-missing.js'
import { rule as checklistOrder } from './rules/checklist/order.js'
import { rule as checklistPhaseMissing } from './rules/checklist/phase-missing.js'
import { rule as checklistStepMissing } from './rules/checklist/step-missing.js'
import { rule as checklistTitle } from './rules/checklist/title.js'
import { rule as checklistTooLong } from './rules/checklist/too-long.js'
import { rule as commandAddressLiteral } from './rules/command/address-literal.js'
import { rule as commandAnglePlaceholder } from './rules/command/angle-placeholder.js'
import { rule as commandAsksAPerson } from './rules/command/asks-a-person.js'
import { rule as commandCheckTurnedOff } from './rules/command/check-turned-off.js'
import { rule as commandDestructiveWithoutIrreversible } from './rules/command/destructive-without-irreversible.js'
import { rule as commandEvidenceOpenToOthers } from './rules/command/evidence-open-to-others.js'
import { rule as commandExampleDomain } from './rules/command/example-domain.js'
import { rule as commandExitCodeReadAsOneCause } from './rules/command/exit-code-read-as-one-cause.js'
import { rule as commandLanguageMissing } from './rules/command/language-missing.js'
import { rule as commandMutatesInReadOnlySection } from './rules/command/mutates-in-read-only-section.js'
import { rule as commandNoTimeLimit } from './rules/command/no-time-limit.js'
import { rule as commandPolicyOpensEverything } from './rules/command/policy-opens-everything.js'
import { rule as commandPrintsSecret } from './rules/command/prints-secret.js'
import { rule as commandPromptSign } from './rules/command/prompt-sign.js'
import { rule as commandReadBeforeWritten } from './rules/command/read-before-written.js'
import { rule as commandScriptMissing } from './rules/command/script-missing.js'
import { rule as commandSecretInArguments } from './rules/command/secret-in-arguments.js'
import { rule as commandSecretLiteral } from './rules/command/secret-literal.js'
import { rule as commandStatusLost } from './rules/command/status-lost.js'
import { rule as commandStrayLineDecides } from './rules/command/stray-line-decides.js'
import { rule as commandSwallowsFailure } from './rules/command/swallows-failure.js'
import { rule as commandSyntax } from './rules/command/syntax.js'
import { rule as commandToolVersionUnasked } from './rules/command/tool-version-unasked.js'
import { rule as commandUndeclaredInput } from './rules/command/undeclared-input.js'
import { rule as commandUndeclaredTool } from './rules/command/undeclared-tool.js'
import { rule as commandUnknownShell } from './rules/command/unknown-shell.js'
import { rule as commandUnquotedVariable } from './rules/command/unquoted-variable.js'
import { rule as commandUnsafeToPaste } from './rules/command/unsafe-to-paste.js'
import { rule as commandUnusedInput } from './rules/command/unused-input.js'
import { rule as commandVariableNotExpanded } from './rules/command/variable-not-expanded.js'
import { rule as commandWaitsPastTimeBox } from './rules/command/waits-past-time-box.js'
import { rule as commandWordPlaceholder } from './rules/command/word-placeholder.js'
import { rule as disableUnknownRule } from './rules/disable/unknown-rule.js'
import { rule as disableUnused } from './rules/disable/unused.js'
import { rule as disableWithoutReason } from './rules/disable/without-reason.js'
import { rule as drillBranchNotCovered } from './rules/drill/branch-not-covered.js'
import { rule as drillCommandNotCovered } from './rules/drill/command-not-covered.js'
import { rule as drillCoverageLine } from './rules/drill/coverage-line.js'
import { rule as drillLineOfAnotherText } from './rules/drill/line-of-another-text.js'
import { rule as drillMissing } from './rules/drill/missing.js'
import { rule as drillStale } from './rules/drill/stale.js'
import { rule as flowActionNoBranchNames } from './rules/flow/action-no-branch-names.js'
import { rule as flowAnswerNeverPrinted } from './rules/flow/answer-never-printed.js'
import { rule as flowBranchWithoutTarget } from './rules/flow/branch-without-target.js'
import { rule as flowBranchesAlike } from './rules/flow/branches-alike.js'
import { rule as flowCodeInConditionIsNoMatcher } from './rules/flow/code-in-condition-is-no-matcher.js'
import { rule as flowDeadEnd } from './rules/flow/dead-end.js'
import { rule as flowExpectedMissing } from './rules/flow/expected-missing.js'
import { rule as flowFailureGoesOn } from './rules/flow/failure-goes-on.js'
import { rule as flowFailureUnhandled } from './rules/flow/failure-unhandled.js'
import { rule as flowFirstMinuteVerifies } from './rules/flow/first-minute-verifies.js'
import { rule as flowLabelsShareParagraph } from './rules/flow/labels-share-paragraph.js'
import { rule as flowLoopWithoutExit } from './rules/flow/loop-without-exit.js'
import { rule as flowMatcherSyntax } from './rules/flow/matcher-syntax.js'
import { rule as flowMatcherWithoutCommand } from './rules/flow/matcher-without-command.js'
import { rule as flowNoDefaultBranch } from './rules/flow/no-default-branch.js'
import { rule as flowOverlappingMatchers } from './rules/flow/overlapping-matchers.js'
import { rule as flowPreconditionUnmet } from './rules/flow/precondition-unmet.js'
import { rule as flowTableIsNoBranch } from './rules/flow/table-is-no-branch.js'
import { rule as flowTargetDefinition } from './rules/flow/target-definition.js'
import { rule as flowTargetIsASection } from './rules/flow/target-is-a-section.js'
import { rule as flowTargetMissing } from './rules/flow/target-missing.js'
import { rule as flowUnreachableStep } from './rules/flow/unreachable-step.js'
import { rule as flowWrongTerminal } from './rules/flow/wrong-terminal.js'
import { rule as packDocumentationPaths } from './rules/pack/documentation-paths.js'
import { rule as packDuplicateInput } from './rules/pack/duplicate-input.js'
import { rule as packDuplicateJsonKey } from './rules/pack/duplicate-json-key.js'
import { rule as packEmptyFile } from './rules/pack/empty-file.js'
import { rule as packFileTooLarge } from './rules/pack/file-too-large.js'
import { rule as packIncidentsFormat } from './rules/pack/incidents-format.js'
import { rule as packInputNotSecret } from './rules/pack/input-not-secret.js'
import { rule as packJsonSyntax } from './rules/pack/json-syntax.js'
import { rule as packLicenseIsSpdx } from './rules/pack/license-is-spdx.js'
import { rule as packLicenseTextMatches } from './rules/pack/license-text-matches.js'
import { rule as packNestedTooDeep } from './rules/pack/nested-too-deep.js'
import { rule as packPackageManifest } from './rules/pack/package-manifest.js'
import { rule as packPlaceholderLeft } from './rules/pack/placeholder-left.js'
import { rule as packRequiredFiles } from './rules/pack/required-files.js'
import { rule as packSchema } from './rules/pack/schema.js'
import { rule as packSlugMatchesFolder } from './rules/pack/slug-matches-folder.js'
import { rule as packSpecialFile } from './rules/pack/special-file.js'
import { rule as packTarball } from './rules/pack/tarball.js'
import { rule as packTextEncoding } from './rules/pack/text-encoding.js'
import { rule as packUnknownField } from './rules/pack/unknown-field.js'
import { rule as packVersionInStep } from './rules/pack/version-in-step.js'
import { rule as referenceJupyterKeyLacksInputOutput } from './rules/reference/jupyter-key-lacks-input-output.js'
import { rule as referenceLinkUnencrypted } from './rules/reference/link-unencrypted.js'
import { rule as referenceLocalLinkBroken } from './rules/reference/local-link-broken.js'
import { rule as referenceNamedFileMissing } from './rules/reference/named-file-missing.js'
import { rule as referenceNodeKeyLacksSideEffects } from './rules/reference/node-key-lacks-side-effects.js'
import { rule as referenceNotChecked } from './rules/reference/not-checked.js'
import { rule as referenceRelatedRunbookMissing } from './rules/reference/related-runbook-missing.js'
import { rule as referenceRelationOneSided } from './rules/reference/relation-one-sided.js'
import { rule as referenceRemoteLinkDead } from './rules/reference/remote-link-dead.js'
import { rule as referenceRemoteLinkDoubtful } from './rules/reference/remote-link-doubtful.js'
import { rule as referenceRemoteLinkSyntax } from './rules/reference/remote-link-syntax.js'
import { rule as referenceUndeclaredKey } from './rules/reference/undeclared-key.js'
import { rule as referenceUnknownKey } from './rules/reference/unknown-key.js'
import { rule as referenceUnusedDeclaredKey } from './rules/reference/unused-declared-key.js'
import { rule as runbookDuplicateStepId } from './rules/runbook/duplicate-step-id.js'
import { rule as runbookEscalationHasContactSlot } from './rules/runbook/escalation-has-contact-slot.js'
import { rule as runbookEscalationHasTriggers } from './rules/runbook/escalation-has-triggers.js'
import { rule as runbookEvidenceKept } from './rules/runbook/evidence-kept.js'
import { rule as runbookEvidenceListed } from './rules/runbook/evidence-listed.js'
import { rule as runbookFenceUnclosed } from './rules/runbook/fence-unclosed.js'
import { rule as runbookFollowUpsDated } from './rules/runbook/follow-ups-dated.js'
import { rule as runbookProhibitionsPresent } from './rules/runbook/prohibitions-present.js'
import { rule as runbookResultUnchecked } from './rules/runbook/result-unchecked.js'
import { rule as runbookRollbackOrder } from './rules/runbook/rollback-order.js'
import { rule as runbookSafetyChecksTimeBoxed } from './rules/runbook/safety-checks-time-boxed.js'
import { rule as runbookScopeSaysWhatNot } from './rules/runbook/scope-says-what-not.js'
import { rule as runbookSectionEmpty } from './rules/runbook/section-empty.js'
import { rule as runbookSectionsInOrder } from './rules/runbook/sections-in-order.js'
import { rule as runbookSectionsPresent } from './rules/runbook/sections-present.js'
import { rule as runbookStepNumbering } from './rules/runbook/step-numbering.js'
import { rule as runbookTimeBoxUnread } from './rules/runbook/time-box-unread.js'
import { rule as runbookTitle } from './rules/runbook/title.js'
import { rule as runbookUnknownLabel } from './rules/runbook/unknown-label.js'
import { rule as runbookUntypedBlock } from './rules/runbook/untyped-block.js'
import { rule as runbookVagueLanguage } from './rules/runbook/vague-language.js'
import { rule as runbookWhenNotToUsePointsSomewhere } from './rules/runbook/when-not-to-use-points-somewhere.js'
import { rule as workspaceBumpTooSmall } from './rules/workspace/bump-too-small.js'
import { rule as workspaceDuplicateSlug } from './rules/workspace/duplicate-slug.js'
import { rule as workspaceIndexOutOfDate } from './rules/workspace/index-out-of-date.js'
import { rule as workspaceOrphanChangeset } from './rules/workspace/orphan-changeset.js'
import { rule as workspaceSkillOutOfDate } from './rules/workspace/skill-out-of-date.js'

/** All rules, by code. */
export const registry: readonly RegisteredRule[] = register({
  'action/effect-missing': actionEffectMissing,
  'action/irreversible-has-rollback-claim': actionIrreversibleHasRollbackClaim,
  'action/irreversible-without-warning': actionIrreversibleWithoutWarning,
  'action/precondition-missing': actionPreconditionMissing,
  'action/rollback-missing': actionRollbackMissing,
  'action/side-effects-missing': actionSideEffectsMissing,
  'action/verification-missing': actionVerificationMissing,
  'action/when-missing': actionWhenMissing,
  'changelog/empty-entry': changelogEmptyEntry,
  'changelog/format': changelogFormat,
  'changelog/newest-matches': changelogNewestMatches,
  'changelog/version-order': changelogVersionOrder,
  'checklist/already-ticked': checklistAlreadyTicked,
  'checklist/item-without-link': checklistItemWithoutLink,
  'checklist/kind-missing': checklistKindMissing,
  'checklist/order': checklistOrder,
  'checklist/phase-missing': checklistPhaseMissing,
  'checklist/step-missing': checklistStepMissing,
  'checklist/title': checklistTitle,
  'checklist/too-long': checklistTooLong,
  'command/address-literal': commandAddressLiteral,
  'command/angle-placeholder': commandAnglePlaceholder,
  'command/asks-a-person': commandAsksAPerson,
  'command/check-turned-off': commandCheckTurnedOff,
  'command/destructive-without-irreversible': commandDestructiveWithoutIrreversible,
  'command/evidence-open-to-others': commandEvidenceOpenToOthers,
  'command/example-domain': commandExampleDomain,
  'command/exit-code-read-as-one-cause': commandExitCodeReadAsOneCause,
  'command/language-missing': commandLanguageMissing,
  'command/mutates-in-read-only-section': commandMutatesInReadOnlySection,
  'command/no-time-limit': commandNoTimeLimit,
  'command/policy-opens-everything': commandPolicyOpensEverything,
  'command/prints-secret': commandPrintsSecret,
  'command/prompt-sign': commandPromptSign,
  'command/read-before-written': commandReadBeforeWritten,
  'command/script-missing': commandScriptMissing,
  'command/secret-in-arguments': commandSecretInArguments,
  'command/secret-literal': commandSecretLiteral,
  'command/status-lost': commandStatusLost,
  'command/stray-line-decides': commandStrayLineDecides,
  'command/swallows-failure': commandSwallowsFailure,
  'command/syntax': commandSyntax,
  'command/tool-version-unasked': commandToolVersionUnasked,
  'command/undeclared-input': commandUndeclaredInput,
  'command/undeclared-tool': commandUndeclaredTool,
  'command/unknown-shell': commandUnknownShell,
  'command/unquoted-variable': commandUnquotedVariable,
  'command/unsafe-to-paste': commandUnsafeToPaste,
  'command/unused-input': commandUnusedInput,
  'command/variable-not-expanded': commandVariableNotExpanded,
  'command/waits-past-time-box': commandWaitsPastTimeBox,
  'command/word-placeholder': commandWordPlaceholder,
  'disable/unknown-rule': disableUnknownRule,
  'disable/unused': disableUnused,
  'disable/without-reason': disableWithoutReason,
  'drill/branch-not-covered': drillBranchNotCovered,
  'drill/command-not-covered': drillCommandNotCovered,
  'drill/coverage-line': drillCoverageLine,
  'drill/line-of-another-text': drillLineOfAnotherText,
  'drill/missing': drillMissing,
  'drill/stale': drillStale,
  'flow/action-no-branch-names': flowActionNoBranchNames,
  'flow/answer-never-printed': flowAnswerNeverPrinted,
  'flow/branch-without-target': flowBranchWithoutTarget,
  'flow/branches-alike': flowBranchesAlike,
  'flow/code-in-condition-is-no-matcher': flowCodeInConditionIsNoMatcher,
  'flow/dead-end': flowDeadEnd,
  'flow/expected-missing': flowExpectedMissing,
  'flow/failure-goes-on': flowFailureGoesOn,
  'flow/failure-unhandled': flowFailureUnhandled,
  'flow/first-minute-verifies': flowFirstMinuteVerifies,
  'flow/labels-share-paragraph': flowLabelsShareParagraph,
  'flow/loop-without-exit': flowLoopWithoutExit,
  'flow/matcher-syntax': flowMatcherSyntax,
  'flow/matcher-without-command': flowMatcherWithoutCommand,
  'flow/no-default-branch': flowNoDefaultBranch,
  'flow/overlapping-matchers': flowOverlappingMatchers,
  'flow/precondition-unmet': flowPreconditionUnmet,
  'flow/table-is-no-branch': flowTableIsNoBranch,
  'flow/target-definition': flowTargetDefinition,
  'flow/target-is-a-section': flowTargetIsASection,
  'flow/target-missing': flowTargetMissing,
  'flow/unreachable-step': flowUnreachableStep,
  'flow/wrong-terminal': flowWrongTerminal,
  'pack/documentation-paths': packDocumentationPaths,
  'pack/duplicate-input': packDuplicateInput,
  'pack/duplicate-json-key': packDuplicateJsonKey,
  'pack/empty-file': packEmptyFile,
  'pack/file-too-large': packFileTooLarge,
  'pack/incidents-format': packIncidentsFormat,
  'pack/input-not-secret': packInputNotSecret,
  'pack/json-syntax': packJsonSyntax,
  'pack/license-is-spdx': packLicenseIsSpdx,
  'pack/license-text-matches': packLicenseTextMatches,
  'pack/nested-too-deep': packNestedTooDeep,
  'pack/package-manifest': packPackageManifest,
  'pack/placeholder-left': packPlaceholderLeft,
  'pack/required-files': packRequiredFiles,
  'pack/schema': packSchema,
  'pack/slug-matches-folder': packSlugMatchesFolder,
  'pack/special-file': packSpecialFile,
  'pack/tarball': packTarball,
  'pack/text-encoding': packTextEncoding,
  'pack/unknown-field': packUnknownField,
  'pack/version-in-step': packVersionInStep,
  'reference/jupyter-key-lacks-input-output': referenceJupyterKeyLacksInputOutput,
  'reference/link-unencrypted': referenceLinkUnencrypted,
  'reference/local-link-broken': referenceLocalLinkBroken,
  'reference/named-file-missing': referenceNamedFileMissing,
  'reference/node-key-lacks-side-effects': referenceNodeKeyLacksSideEffects,
  'reference/not-checked': referenceNotChecked,
  'reference/related-runbook-missing': referenceRelatedRunbookMissing,
  'reference/relation-one-sided': referenceRelationOneSided,
  'reference/remote-link-dead': referenceRemoteLinkDead,
  'reference/remote-link-doubtful': referenceRemoteLinkDoubtful,
  'reference/remote-link-syntax': referenceRemoteLinkSyntax,
  'reference/undeclared-key': referenceUndeclaredKey,
  'reference/unknown-key': referenceUnknownKey,
  'reference/unused-declared-key': referenceUnusedDeclaredKey,
  'runbook/duplicate-step-id': runbookDuplicateStepId,
  'runbook/escalation-has-contact-slot': runbookEscalationHasContactSlot,
  'runbook/escalation-has-triggers': runbookEscalationHasTriggers,
  'runbook/evidence-kept': runbookEvidenceKept,
  'runbook/evidence-listed': runbookEvidenceListed,
  'runbook/fence-unclosed': runbookFenceUnclosed,
  'runbook/follow-ups-dated': runbookFollowUpsDated,
  'runbook/prohibitions-present': runbookProhibitionsPresent,
  'runbook/result-unchecked': runbookResultUnchecked,
  'runbook/rollback-order': runbookRollbackOrder,
  'runbook/safety-checks-time-boxed': runbookSafetyChecksTimeBoxed,
  'runbook/scope-says-what-not': runbookScopeSaysWhatNot,
  'runbook/section-empty': runbookSectionEmpty,
  'runbook/sections-in-order': runbookSectionsInOrder,
  'runbook/sections-present': runbookSectionsPresent,
  'runbook/step-numbering': runbookStepNumbering,
  'runbook/time-box-unread': runbookTimeBoxUnread,
  'runbook/title': runbookTitle,
  'runbook/unknown-label': runbookUnknownLabel,
  'runbook/untyped-block': runbookUntypedBlock,
  'runbook/vague-language': runbookVagueLanguage,
  'runbook/when-not-to-use-points-somewhere': runbookWhenNotToUsePointsSomewhere,
  'workspace/bump-too-small': workspaceBumpTooSmall,
  'workspace/duplicate-slug': workspaceDuplicateSlug,
  'workspace/index-out-of-date': workspaceIndexOutOfDate,
  'workspace/orphan-changeset': workspaceOrphanChangeset,
  'workspace/skill-out-of-date': workspaceSkillOutOfDate
})
