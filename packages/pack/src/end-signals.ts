/** Signals that end a process, or ask it to: whatever runs ends with it. */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/** One of them. */
export type EndSignal = (typeof END_SIGNALS)[number]
