/**
 * What somebody can want of a run.
 */
import type { Choice, CommandReference, InputOrigin, PersonNeed } from '@keys/schema'

/** How somebody confirmed that a command runs. */
export type Confirmation =
  /** One key. Enough for what is read-only, and for what is reversible once its precondition is acknowledged. */
  | { type: 'confirmed' }
  /** The phrase of `confirmationPhrase`, typed. What is irreversible needs it. */
  | { type: 'typed'; phrase: string }
  /** Allowed beforehand for everything read-only, and for nothing else. */
  | { type: 'policy' }

export type Intent =
  /** Gives a command a value; null takes it away. */
  | { type: 'set-input'; name: string; value: string | null; origin: InputOrigin }
  /** Confirms the precondition. Where the text asks for a second person, `agreedBy` is who that is. */
  | { type: 'acknowledge'; agreedBy?: string }
  /** `terminal`: it gets the terminal, so that a person can answer it; what it asks there is in no record. */
  | { type: 'run-command'; command: CommandReference; confirmation: Confirmation; terminal?: true }
  /** The command was run elsewhere. `output` is what was seen, as a rule its last line. */
  | { type: 'report-command'; command: CommandReference; status: number | null; output: string }
  | { type: 'do-manual-action'; observed: string | null }
  /**
   * Leaves the step. Whoever decides otherwise than the matchers gives a reason; the policy decides nothing otherwise, and
   * leaves no action.
   */
  | { type: 'choose'; choice: Choice; reason?: string; confirmation?: Exclude<Confirmation, { type: 'typed' }> }
  | { type: 'skip'; choice: Choice; reason: string }
  /** Leaves a later window open. */
  | { type: 'defer' }
  /** Returns to the step before, or to another one that the way came through or that the step names in its warning. */
  | { type: 'go-back'; to?: string }
  | { type: 'escalate'; reason: string }
  | { type: 'close-rollback'; outcome: 'rolled-back' | 'left-as-is'; reason: string | null }
  | { type: 'note'; text: string }
  /** Leaves the run to a person, and says why. */
  | { type: 'park'; need: PersonNeed; reason: string }
  /** A file that is kept with the run, and what it shows. It can also be attached when the run has ended. */
  | { type: 'attach'; name: string; bytes: number; digest: string; text: string }
  /** Ends the run before the runbook comes to an end, as after a false alarm. */
  | { type: 'end-run'; reason: string }
  /** Goes on with a run that has ended, at its last step; one that is resolved stays so. */
  | { type: 'reopen'; reason: string }
  /** Ends the session; the run stays as it is. */
  | {
      type: 'close'
      reason: 'stopped' | 'handed-over' | 'waiting' | 'interrupted' | 'ended'
      to?: string
      asBundle?: boolean
    }

/** Why an intent cannot be. */
export const REFUSALS = {
  'wrong-intent': 'This is not an intent that a run knows.',
  'run-ended': 'The run has ended.',
  'not-ended': 'The run has not ended.',
  'is-resolved': 'The run is resolved: start another one.',
  'not-at-a-step': 'The rollback comes first: run it or leave it as it is.',
  'not-at-a-rollback': 'There is no rollback to close.',
  'command-running': 'A command is running: wait for it, or cancel it.',
  'still-running':
    'It was started before, was not seen to its end, and is still running: wait until it has ended, or end it by hand.',
  'no-such-command': 'This step has no such command.',
  'not-acknowledged': 'Its precondition has to be acknowledged first.',
  'needs-typing': 'It cannot be undone: type the label of the step to run it.',
  'needs-confirmation': 'It is not shown to be read-only: a person has to confirm it.',
  'needs-person': 'The matchers do not decide this: a person has to.',
  'needs-second-person': 'The text asks for a second person: give the name of somebody else.',
  'nothing-to-acknowledge': 'This step has no precondition to acknowledge.',
  'no-status': 'An exit status is a whole number from 0 to 255.',
  'no-manual-action': 'This step has nothing to do by hand.',
  'no-such-option': 'This step has no such way out.',
  'needs-reason': 'It needs a reason.',
  'cannot-wait': 'Only a verification with a later window can wait.',
  'nothing-before': 'This is the first step.',
  'no-such-step': 'The way of this run did not come through that step, and this step does not name it.',
  'unknown-input': 'The runbook has no such input.',
  'needs-input': 'A value is missing.',
  'needs-signature': 'This run takes it with a signed answer alone.',
  'signature-not-checked': 'The signature cannot be checked here.',
  'signature-invalid': 'The signature is not one of this answer: something else was signed, or it was changed since.',
  'signer-unknown': 'The key that signed it is not, or no longer, one of the signers that the team lists.',
  'answer-to-another-run': 'The answer was signed for another run, or for another text of its runbook.',
  'answer-to-another-place': 'The answer was signed for another machine or another folder.',
  'answer-to-another-step': 'The answer was signed for another step.',
  'answer-is-another': 'The answer that was signed is another one: another command, another option, or other words.',
  'answer-outdated':
    'The run has moved on since the answer was signed, or it was taken already. It has to be signed again.',
  'answer-expired': 'The answer was signed too long ago, or lies in the future. It has to be signed again.',
  'secret-too-short':
    'A secret of fewer than 8 characters, or with a password of fewer than 4, cannot be hidden in what commands print.'
} as const
export type RefusalCode = keyof typeof REFUSALS

/** What came of an intent: the event that records it, or why it cannot be. */
export type Decision<Event> = { type: 'event'; event: Event } | { type: 'refused'; code: RefusalCode; message: string }
