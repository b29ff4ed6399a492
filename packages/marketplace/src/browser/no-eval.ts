/**
 * Before any schema is made: zod would ask whether it may make code out of texts, and the policy of the pages forbids the
 * very question. To be imported first.
 */
import { config } from 'zod'

const { jitless } = config({ jitless: true })

/** Whether no schema will try to make code. */
export const makesNoCode = jitless === true
