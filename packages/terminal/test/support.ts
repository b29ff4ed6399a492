import { PassThrough } from 'node:stream'
import { createDialogue, type Dialogue, type Person } from '../src/index.js'

/** A dialogue on a stream that says it is a terminal, so that what is typed arrives at a known moment. */
export async function dialogueOn(options: { plain: boolean }): Promise<{
  dialogue: Dialogue
  /** Types keys, now. */
  type: (keys: string) => void
  /** All that was shown so far. */
  shown: () => string
}> {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const person: Person = {
    input,
    isOutputTTY: true,
    size: () => ({ columns: 80, rows: 24 }),
    onResize: () => () => undefined,
    onSignal: () => () => undefined
  }
  let out = ''
  const write = (text: string): void => {
    out += text
  }
  const terminal = { stdout: write, stderr: write, color: false, width: 80, folder: '/', environment: {}, person }
  const { dialogue } = await createDialogue(terminal, options)
  const type = (keys: string): void => void input.emit('data', Buffer.from(keys))
  return { dialogue, type, shown: () => out }
}
