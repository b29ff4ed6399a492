import { fixOf, isObject, packageOf, TYPE_NAMES } from '@keys/pack/core'
import { packageNameOf, type Pack } from '@keys/schema'
import { removeField, setField } from '@keys/pack/edits'
import { licenseOfText, textIdOf } from '../../subjects/licenses.js'
import { defineRule } from '../../engine/rule.js'

const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare']
const DEPENDENCIES = [
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'bundleDependencies',
  'bundledDependencies'
]

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'pack',
  description: 'package.json makes the pack a package that installs anywhere and runs nothing.',
  rationale: 'The pack cannot be published or found, or installing it in an incident runs code and needs a network.',
  messages: {
    missing: {
      message: 'package.json is missing.',
      expected: 'a package.json that makes the pack a package',
      help: 'Write it, or take it from another pack and change the name.'
    },
    'not-a-manifest': {
      message: 'package.json is {actual}.',
      expected: 'a regular file that holds a JSON object',
      help: 'Put a package.json in its place.'
    },
    name: {
      message: 'The package is called {actual}.',
      expected: '`{name}`, which the slug gives',
      help: 'Write `"name": "{name}"`, in the scope that is yours.'
    },
    scope: {
      message: 'The package is called {actual}, and the packages of this workspace are of the scope `{scope}`.',
      expected: '`{name}`, as `scope` of keys.config.json has it',
      help: 'Write `"name": "{name}"`, or correct the scope in keys.config.json.'
    },
    absent: {
      message: '`{field}` is missing or empty.',
      expected: '{expectation}',
      help: 'Add `{field}`.'
    },
    license: {
      message: 'package.json says the license is {actual} and pack.json says `{license}`.',
      expected: 'the license of pack.json',
      help: 'Write `"license": "{license}"`.'
    },
    'install-script': {
      message: 'The script `{script}` runs when the package is installed.',
      expected: 'a package that runs nothing when it is installed',
      help: 'Delete the script.'
    },
    dependencies: {
      message: '`{field}` names packages.',
      expected: 'a package that needs no other to be read',
      help: 'Delete `{field}`; what only the author needs goes into `devDependencies`.'
    }
  },
  check(source, { workspace, report }) {
    const { manifest, unread, entries, metadata, kind, folder, license: licenseFile } = source
    const file = 'package.json'
    if (manifest === null || manifest.object === null) {
      const reason = unread.get(file)?.reason
      const type = entries.get(file)?.type
      if (reason === 'missing') report('missing', null, {}, file)
      else if (type !== undefined && type !== 'file')
        report('not-a-manifest', null, { actual: `a ${TYPE_NAMES[type]}` }, file)
      else if (reason === 'unreadable')
        report('not-a-manifest', null, { actual: 'not readable (permission denied)' }, file)
      else if (manifest?.value !== undefined) report('not-a-manifest', manifest.at([]), { actual: 'no object' }, file)
      return
    }
    const { object } = manifest
    const { slug, license_spdx: license } = metadata.fields
    const written = (field: string) => (Object.hasOwn(object, field) ? `\`${String(object[field])}\`` : 'not said')

    // A scope of the workspace holds for all of its packs; without one, each has the scope that it says.
    const scope = workspace?.scope ?? null
    const ofSlug = slug === undefined ? null : packageOf(source)
    const name = slug === undefined ? null : scope === null ? ofSlug : packageNameOf(slug, scope)
    if (name !== null && object['name'] !== name) {
      // While folder and slug differ, the name may be the one that is right.
      const fix = slug === folder ? fixOf(manifest, setField(manifest, 'name', name)) : null
      const isOfSlug = scope !== null && object['name'] === ofSlug
      if (isOfSlug) report('scope', manifest.at(['name']), { actual: written('name'), name, scope }, file, fix)
      else report('name', manifest.at(['name']), { actual: written('name'), name }, file, fix)
    }
    if (license !== undefined && object['license'] !== license) {
      const isText = licenseFile !== null && licenseOfText(licenseFile.text) === textIdOf(license)
      const fix = isText ? fixOf(manifest, setField(manifest, 'license', license)) : null
      report('license', manifest.at(['license']), { actual: written('license'), license }, file, fix)
    }
    for (const [field, expectation] of Object.entries(NEEDED)) {
      // What is published by nobody has no place where others correct it.
      if (!isEmpty(object[field]) || (field === 'repository' && object['private'] === true)) continue
      const value = valueOf(field, metadata.fields, kind.required)
      const fix = value === null ? null : fixOf(manifest, setField(manifest, field, value))
      report('absent', manifest.at([field]), { field, expectation }, file, fix)
    }
    const scripts = isObject(object['scripts']) ? object['scripts'] : {}
    for (const script of INSTALL_SCRIPTS.filter((name) => Object.hasOwn(scripts, name))) {
      const fix = fixOf(manifest, removeField(manifest, ['scripts', script]))
      report('install-script', manifest.keyAt(['scripts', script]), { script }, file, fix)
    }
    for (const field of DEPENDENCIES.filter((name) => !isEmpty(object[name]))) {
      report('dependencies', manifest.keyAt([field]), { field }, file)
    }
  }
})

const NEEDED: Readonly<Record<string, string>> = {
  version: 'the version that npm publishes',
  files: 'the list of the files to ship',
  keywords: 'words by which a registry finds the pack',
  repository: 'where the text can be read and corrected'
}

/** What a field says as far as pack.json knows it; where the text can be read, it does not know. */
function valueOf(field: string, pack: Readonly<Partial<Pack>>, files: readonly string[]): string | string[] | null {
  switch (field) {
    case 'version':
      return pack.version ?? null
    case 'files':
      return [...files]
    case 'keywords':
      return [...new Set(['runbook', ...(pack.tags ?? [])])]
    default:
      return null
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === undefined || value === null || value === '' || value === false
}
