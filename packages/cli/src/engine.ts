/**
 * Which Markdown engine reads the runbooks of a command. Both give the same trees, so nothing but time depends on it.
 */
import { ENGINE_NAMES, loadEngine, type EngineName } from '@keys/parser/native'
import type { ToTree } from '@keys/parser'
import type { ENGINE_OPTION, OptionValues } from './command.js'

/**
 * Loads the engine that a command was told to use.
 * @param options What was typed; `--engine` is that of `ENGINE_OPTION`.
 */
export function engineOf({ engine }: Partial<OptionValues<readonly [typeof ENGINE_OPTION]>>): Promise<ToTree> {
  return loadEngine(ENGINE_NAMES.find((name): name is EngineName => name === engine))
}
