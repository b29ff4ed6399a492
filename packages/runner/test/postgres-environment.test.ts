import { describe, expect, test } from 'vitest'
import { postgresEnvironment } from '../src/node.js'

describe('the address of a database as variables of libpq', () => {
  const cases: [address: string, variables: Record<string, string> | null][] = [
    ['postgresql://', {}],
    ['postgresql:///app', { PGDATABASE: 'app' }],
    [
      'postgresql://app:not%20a%40real@db.internal:5432/app?connect_timeout=5&sslmode=verify-full',
      {
        PGUSER: 'app',
        PGPASSWORD: 'not a@real',
        PGHOST: 'db.internal',
        PGPORT: '5432',
        PGDATABASE: 'app',
        PGCONNECT_TIMEOUT: '5',
        PGSSLMODE: 'verify-full'
      }
    ],
    [
      'postgres://app@[2001:db8::1]:5433/app',
      { PGUSER: 'app', PGHOST: '2001:db8::1', PGPORT: '5433', PGDATABASE: 'app' }
    ],
    ['postgres://a:1,b:2/app', { PGHOST: 'a,b', PGPORT: '1,2', PGDATABASE: 'app' }],
    ['postgres://%2Fvar%2Frun/app', { PGHOST: '/var/run', PGDATABASE: 'app' }],
    ['postgres://:fake@db', { PGPASSWORD: 'fake', PGHOST: 'db' }],
    [
      'postgres://u.abc:fake+1@db:6543/postgres?pgbouncer=true&ssl=true',
      {
        PGUSER: 'u.abc',
        PGPASSWORD: 'fake+1',
        PGHOST: 'db',
        PGPORT: '6543',
        PGDATABASE: 'postgres',
        PGSSLMODE: 'require'
      }
    ],
    [
      'postgres:///app?host=db&user=app&password=fake',
      { PGDATABASE: 'app', PGHOST: 'db', PGUSER: 'app', PGPASSWORD: 'fake' }
    ],
    [
      'postgres://db/app?options=-c%20search_path%3Da',
      { PGHOST: 'db', PGDATABASE: 'app', PGOPTIONS: '-c search_path=a' }
    ],
    ['host=db port = 5432 dbname=app', { PGHOST: 'db', PGPORT: '5432', PGDATABASE: 'app' }],
    [String.raw`user='it\'s' password=back\\slash`, { PGUSER: "it's", PGPASSWORD: String.raw`back\slash` }],
    ['postgres://app:fa%ZZke@db/app', null],
    ['postgres://app:fa%00ke@db/app', null],
    ['mysql://app@db/app', null],
    ['db.internal', null],
    ['', null]
  ]
  test.each(cases)('%s', (address, variables) => {
    expect(postgresEnvironment(address)).toEqual(variables)
  })
})
