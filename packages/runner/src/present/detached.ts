/**
 * What a command leaves in a session of its own, where nothing of it is seen or ended with the command.
 */
import type { CommandView } from '../run/situation.js'
import { text, type Block } from './blocks.js'

/** Programs that start another one in a session of its own. */
const STARTS_APART =
  /(?:^|[\s;&|(])(?:(setsid|systemd-run|daemonize|start-stop-daemon|tmux|screen|batch)(?=\s|$)|(at) (?=now|-[a-z]|midnight|noon|\d))/m

/**
 * That a command which broke off may have left something that nobody sees here; nothing where its text starts none.
 * @param command The command.
 */
export function detachedBlocks({ command: { code, scripts = [] } }: Pick<CommandView, 'command'>): Block[] {
  const found = STARTS_APART.exec([code, ...scripts.map((script) => script.code)].join('\n'))
  if (found === null) return []
  const name = found[1] ?? found[2] ?? ''
  return [
    text(
      `It starts something in a session of its own (\`${name}\`): whether that still runs is not seen from here, and it was not ended. Look with ps.`,
      'warning'
    )
  ]
}
