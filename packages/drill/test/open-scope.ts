import { onTestFinished } from 'vitest'
import { createScope, type Scope } from '../src/index.js'

/** Opens a scope that is closed when the test is over. */
export function openScope(): Scope {
  const scope = createScope()
  onTestFinished(() => scope.close())
  return scope
}
