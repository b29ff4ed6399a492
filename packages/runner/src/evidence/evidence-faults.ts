/**
 * What may be wrong with evidence.
 */

/** What is wrong with evidence. */
export interface EvidenceFault {
  /**
   * What does not hold: the file as a whole, its line ends alone, how it was saved, its version, the chain of events, what follows from them,
   * or the head. `went-on` is no forgery: the head is that of an earlier event, all up to there is proved, and what came later is not.
   */
  of: 'file' | 'line-ends' | 'saved-again' | 'version' | 'chain' | 'timeline' | 'head' | 'went-on'
  /** The event at which it breaks; null when it is of no single one. */
  event: number | null
  message: string
}

export const NO_EVIDENCE: EvidenceFault = {
  of: 'file',
  event: null,
  message: 'This is a report for people. It holds no journal that could be verified: ask for the JSON bundle.'
}

export const OTHER_FILE: EvidenceFault = {
  of: 'file',
  event: null,
  message: 'This is not evidence: neither a bundle of keys report --format json, nor the journal of a run.'
}

export const SAVED_AGAIN: EvidenceFault = {
  of: 'saved-again',
  event: null,
  message:
    'It was saved again by a program that formats what it saves, or copied out of a text. What is in it holds: ask for the file itself.'
}

export const LINE_ENDS: EvidenceFault = {
  of: 'line-ends',
  event: null,
  message:
    'Only its line ends were changed (CRLF in place of LF), as a mail program or a repository does. With LF everything in it holds: ask for the file itself, or convert it.'
}
