/**
 * A thread that judges packs.
 */
import { serveThread } from '@keys/pack/threads'
import { makeJudge } from './judge-pack.js'

serveThread(makeJudge)
