/**
 * Serves the tools of this machine until its client or the system ends it.
 */
import type { ServerPorts } from '../ports.js'
import { serveOverHttp, serveOverStdio } from '../serve.js'
import { keysTools } from '../server.js'

/** How it is served, and when that is over. */
export interface MachineService {
  /** The port for HTTP, 0 for any that is free; null for stdio. */
  port: number | null
  /** Whether a person sits at its input, who may wonder why nothing happens. */
  isAttended: boolean
  /** Writes for people, where no client reads. */
  write: (text: string) => void
  /** Resolves when it is to end. */
  over: Promise<void>
}

/**
 * Serves until it is over.
 * @param ports What the server needs from outside.
 * @param service How it is served, and when that is over.
 */
export async function serveMachine(ports: ServerPorts, service: MachineService): Promise<void> {
  const { port, isAttended, write, over } = service
  const onError = ({ message }: Error): void => write(`keys mcp: ${message}\n`)
  const tools = keysTools(ports)
  if (port === null) {
    if (isAttended) write('This waits for an agent, which starts it and talks to it. Ctrl+C ends it.\n')
    const served = serveOverStdio(tools, onError)
    await over
    await served.close()
    return
  }
  const served = await serveOverHttp(tools, port, onError)
  write(`${served.url}\nAuthorization: Bearer ${served.token}\nCtrl+C ends it.\n`)
  await over
  await served.close()
}

/**
 * Reads the number of a port.
 * @param value As somebody gave it.
 * @returns Null for what is no port.
 */
export function portIn(value: string): number | null {
  const port = Number(value)
  return /^\d+$/.test(value) && port <= 65_535 ? port : null
}
