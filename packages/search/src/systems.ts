/**
 * Names of systems. A line that names one which a pack does not know is about that system, however many words fit: too many
 * connections of MySQL are not those of PostgreSQL.
 */
import { HUMP } from './words.js'

/**
 * What a system is to our packs. The words of a `rival` read like those of a pack, down to whole lines: other databases, brokers,
 * schedulers, senders of webhooks. A tool of a `workstation` fails there with the codes of production. Any `other` only runs
 * or surrounds what packs are about, and its name may stand before a line that decides.
 */
export type SystemRole = 'rival' | 'workstation' | 'other'

const NAMES: Readonly<Record<SystemRole, string>> = {
  rival: `
    mysql mariadb mongodb mongo oracle mssql sqlserver sqlclient sqlexception azuresql sqlite cassandra dynamodb cockroachdb
    elasticsearch opensearch solr redis jedis memcached clickhouse singlestore planetscale tidb proxysql hy000
    snowflake bigquery redshift databricks athena firestore firebase powerbi tableau
    rabbitmq kafka activemq nats sqs airflow hadoop spark awsglue
    github gitlab bitbucket shopify paypal paddle lemonsqueezy adyen braintree twilio sendgrid svix clerk kbio admissionwebhook
    rxjs iptables eslint
  `,
  workstation: `
    npm npmjs npx yarn pnpm pip maven gradle cargo webpack vite selenium chromedriver playwright cypress
  `,
  other: `
    jenkins circleci argocd helm terraform ansible vagrant docker kubernetes kubectl kubelet k8s
    slack discord telegram whatsapp teams zoom mailgun mailchimp hubspot salesforce zendesk jira confluence wordpress drupal magento
    s3 ec2 ssh sshd scp sftp ftp rsync git svn chmod sudo
    react angular vue svelte jquery android ios iphone swift flutter unity windows macos excel outlook printer wifi bluetooth vpn
    javascript camera
  `
}

const ROLES: ReadonlyMap<string, SystemRole> = new Map(
  (['rival', 'workstation', 'other'] as const).flatMap((role) =>
    NAMES[role]
      .trim()
      .split(/\s+/)
      .map((name): [string, SystemRole] => [name, role])
  )
)
/** `sql server` is one of two words, `Lemon Squeezy Payments` none of three. */
const MOST_WORDS = 2
const RUN = /[\p{L}\p{N}]+/gu

/** A system that a line names. */
export interface NamedSystem {
  /** In lower case, written as one word. */
  name: string
  role: SystemRole
}

/**
 * The systems that a line names, however it writes them: `MySQL`, `mysql2`, `SQL Server`, or as a part of the name of a class,
 * such as `MySQLNonTransientConnectionException`.
 * @param line A line of a query.
 */
export function systemsIn(line: string): readonly NamedSystem[] {
  const pieces = (line.match(RUN) ?? []).flatMap((run) => run.split(HUMP)).map((piece) => piece.toLowerCase())
  const found = new Map<string, SystemRole>()
  for (const [place, piece] of pieces.entries()) {
    let joined = ''
    for (const next of [piece, ...pieces.slice(place + 1, place + MOST_WORDS)]) {
      joined += next
      // `mysql2` and `python3`, but `s3` and `k8s` as they are.
      for (const name of [joined, joined.replace(/\d+$/, '')]) {
        const role = ROLES.get(name)
        if (role !== undefined) found.set(name, role)
      }
    }
  }
  return [...found].map(([name, role]) => ({ name, role }))
}
