export * from './assets-index.js'
export * from './changelog.js'
export * from './classification.js'
export * from './checklist.js'
export * from './config.js'
export * from './content-hash.js'
export * from './coverage-line.js'
export * from './diagnostic.js'
export { compareDotted } from './dotted-versions.js'
export * from './drill-coverage.js'
export * from './evidence.js'
export * from './extensions.js'
export * from './graph.js'
export * from './incidents.js'
export * from './graph-diff.js'
export * from './json-schemas.js'
export * from './keys.js'
export * from './matcher.js'
export * from './names.js'
export {
  DEFAULT_SCOPE,
  packageNameOf,
  packageNameParts,
  shortNameOf,
  slugOfPackageName,
  type PackageNameParts
} from './package-names.js'
export * from './pack.js'
export * from './pack-changes.js'
export * from './pack-model.js'
export * from './position.js'
export * from './published-urls.js'
export * from './run.js'
export * from './runbook.js'
export { PRIVATE_KEY_BEGIN, PRIVATE_KEY_END, SECRET_FORMS, secretPattern, type SecretForm } from './secret-forms.js'
export { isSecretName, isSecretValue } from './secret-looks.js'
export {
  ENCODED_ASCII,
  isEncodedText,
  isSecretBehind,
  isUnlikeWord,
  LOOK_BACK,
  mayBecomeSecretByPlace,
  replaceSecretsByPlace
} from './secret-places.js'
export { passwordsOf } from './connection-strings.js'
export { fill } from './fill.js'
export * from './words.js'
