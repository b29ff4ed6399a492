/**
 * What is known of packs that were read: each text is read, and each of its commands looked into, once.
 */
import { packReader, type Classifier, type RunPack } from '@keys/runner'
import type { Classification } from '@keys/schema'
import type { ServerPorts } from './ports.js'

export class KnownPacks {
  readonly #classifierFor: ServerPorts['classifierFor']
  readonly #classifiers = new Map<string, Promise<Classifier>>()
  /** Reads the text of a pack; equal content hashes are equal texts. */
  readonly packOf = packReader()

  constructor({ classifierFor }: Pick<ServerPorts, 'classifierFor'>) {
    this.#classifierFor = classifierFor
  }

  /** Tells what the commands of a pack do. */
  classifierFor(pack: RunPack): Promise<Classifier> {
    const known = this.#classifiers.get(pack.contentHash)
    if (known) return known
    const classifier = this.#classifierFor(pack).then((made) => remembering(made, pack))
    this.#classifiers.set(pack.contentHash, classifier)
    return classifier
  }
}

/** A classifier that looks into each command of a pack once; into those of other texts each time. */
function remembering(classifier: Classifier, pack: RunPack): Classifier {
  const known = new Map<number, Classification>()
  const readme = pack.files['README.md']
  return {
    classify: (runbook, markdown, command) => {
      if (markdown !== readme) return classifier.classify(runbook, markdown, command)
      const place = command.position.start.offset
      const classification = known.get(place) ?? classifier.classify(runbook, markdown, command)
      known.set(place, classification)
      return classification
    }
  }
}
