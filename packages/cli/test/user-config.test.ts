import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configuredOperator, userConfig, userConfigPath } from '@keys/pack'
import { temporaryFolder } from './support.js'

function configured(content: string | null): Record<string, string> {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'keys'))
  if (content !== null) writeFileSync(join(folder, 'keys/config.json'), content)
  return { XDG_CONFIG_HOME: folder }
}

test('the configuration of a user says who they are, and whom to call', () => {
  const environment = configured('{"operator": " Mara ", "contacts": {"Incident lead": "Ivo, #ops"}}')
  expect(userConfig(environment)).toEqual({ operator: 'Mara', contacts: { 'Incident lead': 'Ivo, #ops' } })
  expect(configuredOperator(environment)).toBe('Mara')
})

test.each([
  ['no file', null],
  ['an empty object', '{}'],
  ['contacts alone', '{"contacts": {}}']
])('%s names nobody', (_, content) => {
  expect(userConfig(configured(content))).toEqual({ contacts: {} })
})

test.each([
  ['no JSON', 'operator = Mara'],
  ['a list', '[]'],
  ['a name that is none', '{"operator": 7}'],
  ['an empty name', '{"operator": " "}'],
  ['contacts that are a list', '{"contacts": []}'],
  ['a person that is none', '{"contacts": {"Lead": null}}'],
  ['a field that nothing reads', '{"contact": {}}']
])('%s is refused with the place and the form, and names no operator', (_, content) => {
  const environment = configured(content)
  expect(() => userConfig(environment)).toThrow(`${userConfigPath(environment)} cannot be understood.`)
  expect(configuredOperator(environment)).toBeNull()
})

test.each([
  [{ XDG_CONFIG_HOME: '/etc/x', HOME: '/home/a' }, '/etc/x/keys/config.json'],
  [{ XDG_CONFIG_HOME: 'relative', HOME: '/home/a' }, '/home/a/.config/keys/config.json'],
  [{ HOME: '/home/a' }, '/home/a/.config/keys/config.json'],
  [{}, null]
])('%j keeps it at %s', (environment, path) => {
  expect(userConfigPath(environment)).toBe(path)
})
