import { createAnalyzer } from '../../src/core.js'

/** Rules are synchronous and so are their tests: all parsers are there before the first. */
export const analyzer = await createAnalyzer()
