/**
 * A thread that builds packs.
 */
import { serveThread } from '@keys/pack/threads'
import { makeBuild } from './one-pack.js'

serveThread(makeBuild)
