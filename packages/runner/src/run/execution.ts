/**
 * Running one command: what it hears, and what is recorded of its end.
 */
import { runEventBodySchema, type RunEventBody } from '@keys/schema'
import { digest } from '../journal/digest.js'
import type { CapturedStream, Processes, ProcessRequest, ProcessResult } from '../ports.js'
import type { Masker } from '../secrets/redact.js'

type Stream = 'stdout' | 'stderr'
type Listener = ((stream: Stream, text: string) => void) | undefined

/**
 * Runs a command, and masks what it prints.
 * @param processes Where it runs.
 * @param request The command.
 * @param masker Masks. It is given to the port as a filter, which masks before anything is cut. What comes back is masked
 *   once more, for ports that know no filters; that changes nothing in what is masked already.
 * @param onOutput Hears what comes. One that throws is not called again.
 * @returns How it ended, masked.
 */
export async function runMasked(
  processes: Processes,
  request: Omit<ProcessRequest, 'filter' | 'onOutput'>,
  masker: Masker,
  onOutput: Listener
): Promise<ProcessResult> {
  const live = { stdout: masker.stream(), stderr: masker.stream() }
  const listener = onlyWhole(onOutput)
  const result = await processes.run({
    ...request,
    filter: () => masker.stream(),
    onOutput: (stream, text) => listener(stream, live[stream].push(text))
  })
  const isCut = result.end.type !== 'exited'
  listener('stdout', live.stdout.end(isCut))
  listener('stderr', live.stderr.end(isCut))
  const masked = (captured: CapturedStream): CapturedStream => {
    const stream = masker.stream()
    return { ...captured, text: stream.push(captured.text) + stream.end(isCut) }
  }
  return { ...result, stdout: masked(result.stdout), stderr: masked(result.stderr) }
}

function onlyWhole(listener: Listener): (stream: Stream, text: string) => void {
  let listenerFailed = listener === undefined
  return (stream, text) => {
    if (listenerFailed || text === '') return
    try {
      listener?.(stream, text)
    } catch {
      // The end of the command is recorded whatever becomes of the screen.
      listenerFailed = true
    }
  }
}

/**
 * The event of an end.
 * @param execution The number of the execution.
 * @param result How it ended, masked.
 * @returns The event; that the end is unknown where a port gave what is none.
 */
export function endEvent(execution: number, { end, duration, stdout, stderr }: ProcessResult): RunEventBody {
  const event = runEventBodySchema.safeParse({
    type: 'command-ended',
    execution,
    end,
    duration: Math.max(0, Math.round(duration)),
    stdout: stored(stdout),
    stderr: stored(stderr)
  })
  return event.success ? event.data : { type: 'command-lost', execution, process: 'unknown' }
}

function stored({ text, bytes, dropped }: CapturedStream) {
  return { text, bytes, dropped, digest: digest(text) }
}
