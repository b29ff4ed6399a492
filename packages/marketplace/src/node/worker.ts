/**
 * A thread that renders runbooks.
 */
import { serveThread } from '@keys/pack/threads'
import { makeRenderer } from './render-pack.js'

serveThread(makeRenderer)
