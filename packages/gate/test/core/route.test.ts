import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathOf, routeOf } from '../../src/core/route.ts'

const SCOPES = ['@keys']
const name = '@keys/runbook-x'

test.each([
  ['GET', '/@keys/runbook-x', { kind: 'packument', name }],
  ['HEAD', '/@keys%2frunbook-x', { kind: 'packument', name }],
  ['GET', '/@keys%2Frunbook-x', { kind: 'packument', name }],
  ['GET', '/%40keys%2frunbook-x', { kind: 'packument', name }],
  ['GET', '/@keys%2frunbook-x?write=true', { kind: 'packument', name }],
  ['GET', '/@keys%2frunbook-x/latest', { kind: 'version', name, spec: 'latest' }],
  ['GET', '/@keys/runbook-x/1.0.0%2Bbuild', { kind: 'version', name, spec: '1.0.0+build' }],
  ['GET', '/@keys/runbook-x/-/runbook-x-1.0.0.tgz', { kind: 'tarball', name, file: 'runbook-x-1.0.0.tgz' }],
  ['GET', '/@keys%2frunbook-x/-/runbook-x-1.0.0.tgz', { kind: 'tarball', name, file: 'runbook-x-1.0.0.tgz' }],
  ['GET', '/-/package/@keys%2frunbook-x/dist-tags', { kind: 'tags', name }],
  ['PUT', '/-/package/@keys%2frunbook-x/dist-tags/beta', { kind: 'tag', name, tag: 'beta' }],
  ['PUT', '/@keys%2frunbook-x', { kind: 'publish', name }],
  ['PUT', '/@keys%2frunbook-x/-rev/1', { kind: 'unpublish', name }],
  ['DELETE', '/@keys%2frunbook-x/-rev/1', { kind: 'unpublish', name }],
  ['DELETE', '/@keys/runbook-x/-/runbook-x-1.0.0.tgz/-rev/1', { kind: 'unpublish', name }]
])('%s %s is served', (method, url, route) => {
  expect(routeOf(method, url, SCOPES)).toEqual(route)
})

test.each([
  ['another scope', 'GET', '/@other/runbook-x'],
  ['no scope', 'GET', '/express'],
  ['a scope alone', 'GET', '/@keys'],
  ['upper case', 'GET', '/@Keys/runbook-x'],
  ['upper case in the name', 'GET', '/@keys/Runbook-X'],
  ['two slashes', 'GET', '/@keys//runbook-x'],
  ['two slashes in front', 'GET', '//@keys/runbook-x'],
  ['a slash at the end', 'GET', '/@keys/runbook-x/'],
  ['dots', 'GET', '/@keys/../@keys/runbook-x'],
  ['dots in the name', 'GET', '/@keys/..'],
  ['escaped dots', 'GET', '/@keys/%2e%2e'],
  ['escaped twice', 'GET', '/@keys%252frunbook-x'],
  ['an escaped letter', 'GET', '/@keys%2frunbook-%78'],
  ['a semicolon', 'GET', '/@keys/runbook-x;a=b'],
  ['a NUL', 'GET', '/@keys/runbook-x%00'],
  ['a NUL in a file', 'GET', '/@keys/runbook-x/-/x%00.tgz'],
  ['a backslash', 'GET', '/@keys\\runbook-x'],
  ['a file that is no tarball', 'GET', '/@keys/runbook-x/-/package.json'],
  ['a path in a file', 'GET', '/@keys/runbook-x/-/..%2f..%2fx.tgz'],
  ['a path in a version', 'GET', '/@keys/runbook-x/..%2f..'],
  ['a name that is too long', 'GET', `/@keys/${'x'.repeat(300)}`],
  ['all packages', 'GET', '/-/all'],
  ['the web page', 'GET', '/-/web/detail/x'],
  ['the user interface', 'GET', '/-/verdaccio/data/packages'],
  ['stars', 'GET', '/-/_view/starredByUser'],
  ['a revision', 'GET', '/@keys%2frunbook-x/-rev/1'],
  ['taking a package of another scope away', 'DELETE', '/@other%2frunbook-x/-rev/1'],
  ['putting a tarball', 'PUT', '/@keys/runbook-x/-/runbook-x-1.0.0.tgz'],
  ['posting', 'POST', '/@keys%2frunbook-x'],
  ['a version that is put', 'PUT', '/@keys%2frunbook-x/1.0.0/-tag/latest']
])('%s is not', (_, method, url) => {
  expect(routeOf(method, url, SCOPES)).toEqual({ kind: 'none' })
})

describe('whatever is asked', () => {
  test('is served in one spelling only, which means the same', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '@keys',
        '%40keys',
        '/',
        '%2f',
        '%2F',
        '-',
        'runbook-x',
        'x-1.0.0.tgz',
        '1.0.0',
        '..',
        '%2e',
        '//',
        '%00',
        'X'
      ),
      fc.string()
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom('GET', 'PUT', 'DELETE'), (parts, method) => {
        const route = routeOf(method, `/${parts.join('')}`, SCOPES)
        if (route.kind === 'none') return
        expect(pathOf(route)).toMatch(/^\/(-\/package\/)?@keys%2f[a-z0-9][a-z0-9._-]*(\/|$)/)
        expect(routeOf(method, pathOf(route), SCOPES)).toEqual(route)
      }),
      { numRuns: 2000 }
    )
  })
})
