/**
 * The address of a database as the environment variables of libpq, so that no program gets it as an argument: everybody
 * on a machine reads the arguments of a process, and only its owner reads its environment.
 */

/** What libpq reads from the environment, by the name of the parameter in an address. */
const VARIABLES: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  service: 'PGSERVICE',
  options: 'PGOPTIONS',
  application_name: 'PGAPPNAME',
  client_encoding: 'PGCLIENTENCODING',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  load_balance_hosts: 'PGLOADBALANCEHOSTS',
  sslmode: 'PGSSLMODE',
  sslnegotiation: 'PGSSLNEGOTIATION',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslcertmode: 'PGSSLCERTMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcrl: 'PGSSLCRL',
  sslcrldir: 'PGSSLCRLDIR',
  sslsni: 'PGSSLSNI',
  ssl_min_protocol_version: 'PGSSLMINPROTOCOLVERSION',
  ssl_max_protocol_version: 'PGSSLMAXPROTOCOLVERSION',
  channel_binding: 'PGCHANNELBINDING',
  require_auth: 'PGREQUIREAUTH',
  requirepeer: 'PGREQUIREPEER',
  gssencmode: 'PGGSSENCMODE',
  krbsrvname: 'PGKRBSRVNAME',
  gsslib: 'PGGSSLIB'
}

/** Scheme, user, password, hosts with ports, database, parameters: cut where libpq cuts them. */
const ADDRESS = /^postgres(?:ql)?:\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s

/**
 * Gives the variables for an address.
 * @param address A connection URI, or a connection string such as `host=db.internal dbname=app`.
 * @returns The variables by name. Parameters that libpq does not read from the environment, such as those that other
 *   clients put into an address, are left out. Null for what is no address.
 */
export function postgresEnvironment(address: string): Record<string, string> | null {
  const parameters = /^postgres(?:ql)?:\/\//.test(address) ? parametersOfUri(address) : parametersOfString(address)
  if (parameters === null || [...parameters.values()].some((value) => value.includes('\0'))) return null
  const found = [...parameters].flatMap(([name, value]) => {
    const variable = VARIABLES[name]
    return variable === undefined || value === '' ? [] : [[variable, value] as const]
  })
  return Object.fromEntries(found)
}

function parametersOfUri(address: string): Map<string, string> | null {
  const match = ADDRESS.exec(address)
  if (match === null) return null
  const [, user = '', password = '', hosts = '', database = '', query = ''] = match
  const places = hosts.split(',').map((place) => /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(place) ?? [place, place, ''])
  try {
    const decoded = decodeURIComponent
    const found = new Map([
      ['user', decoded(user)],
      ['password', decoded(password)],
      ['host', places.map(([, host = '']) => decoded(host.replace(/^\[|\]$/g, ''))).join(',')],
      ['port', places.some(([, , port]) => port) ? places.map(([, , port = '']) => port).join(',') : ''],
      ['dbname', decoded(database)]
    ])
    for (const pair of query.split('&').filter(Boolean)) {
      const [name = '', ...value] = pair.split('=')
      const [key, word] = [decoded(name), decoded(value.join('='))]
      // JDBC's way to ask for TLS, which libpq takes in an address too.
      if (key === 'ssl' && word === 'true') found.set('sslmode', 'require')
      else found.set(key, word)
    }
    return found
  } catch {
    return null
  }
}

/** Pairs of names and values: a value with blanks stands in single quotes, a backslash keeps what follows it. */
const PAIR = /\s*([A-Za-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))/sy

function parametersOfString(address: string): Map<string, string> | null {
  const found = new Map<string, string>()
  let end = 0
  while (address.slice(end).trim() !== '') {
    PAIR.lastIndex = end
    const match = PAIR.exec(address)
    if (match === null) return null
    found.set(match[1] ?? '', (match[2] ?? match[3] ?? '').replace(/\\(.)/gs, '$1'))
    end = PAIR.lastIndex
  }
  return found.size === 0 ? null : found
}
