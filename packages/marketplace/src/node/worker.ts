/**
 * A thread that renders runbooks, one message each.
 */
import { parentPort } from 'node:worker_threads'
import { renderPack, type RenderTask } from './render-pack.js'

parentPort?.on('message', (task: RenderTask) => {
  void renderPack(task).then((result) => parentPort?.postMessage(result, []))
})
