/**
 * Brokers, stores and schedulers: by which forms their clients only show something.
 */
import { ANYTHING, bare, each, shows, type Form } from './programs-common.js'
import type { ProgramEffects } from './scope.js'

/** The programs of Kafka, with and without the end of their names. */
function kafka(names: string, form: Form): [string, ProgramEffects][] {
  return each(
    names
      .split(' ')
      .flatMap((name) => [name, `${name}.sh`])
      .join(' '),
    shows([form])
  )
}

const SERVER = 'bootstrap-server|zookeeper|command-config|timeout'

export const serviceEffects: readonly [string, ProgramEffects][] = [
  ...kafka('kafka-topics', {
    ...bare(
      /^--(list|describe|under-replicated-partitions|unavailable-partitions|under-min-isr-partitions|exclude-internal|topics-with-overrides)$/,
      /^--(list|describe)$/
    ),
    valued: new RegExp(`^--(${SERVER}|topic)$`)
  }),
  ...kafka('kafka-consumer-groups', {
    ...bare(/^--(list|describe|all-groups|members|offsets|state|verbose)$/, /^--(list|describe)$/),
    valued: new RegExp(`^--(${SERVER}|group)$`)
  }),
  ...kafka('kafka-configs', {
    ...bare(/^--(describe|all)$/, /^--describe$/),
    valued: new RegExp(`^--(${SERVER}|entity-type|entity-name|topic|broker)$`)
  }),
  ...kafka('kafka-acls', {
    ...bare(/^--list$/, /^--list$/),
    valued: new RegExp(`^--(${SERVER}|topic|group|principal)$`)
  }),
  ...kafka('kafka-log-dirs', {
    ...bare(/^--describe$/, /^--describe$/),
    valued: new RegExp(`^--(${SERVER}|broker-list|topic-list)$`)
  }),
  ...kafka('kafka-broker-api-versions', { ...bare(/^--version$/), valued: new RegExp(`^--(${SERVER})$`) }),
  ...kafka('kafka-metadata-quorum', {
    words: /^describe$/,
    plain: /^--(status|replication|human-readable)$/,
    valued: new RegExp(`^--(${SERVER})$`)
  }),
  ...each('kcat kafkacat', shows([{ ...bare(/^-[LJ]$/, /^-L$/), valued: /^-[bt]$/ }])),
  [
    'etcdctl',
    shows([
      {
        words:
          /^(endpoint (health|status|hashkv)|member list|alarm list|auth status|user list|role list|lease (list|timetolive \S+)|version|get( \S+){0,2})$/,
        plain:
          /^--(cluster|prefix|keys-only|count-only|print-value-only|from-key|hex|insecure-\w[\w-]*|(write-out|endpoints|cacert|cert|key|limit|command-timeout|dial-timeout)=.*)$/s,
        valued: /^(-w|--(endpoints|cacert|cert|key|write-out|limit|command-timeout|dial-timeout))$/
      }
    ])
  ],
  [
    'consul',
    shows([
      {
        words: /^(members|info|version|operator raft list-peers|catalog (datacenters|nodes|services)|kv get( \S+)?)$/,
        plain: /^-{1,2}(detailed|recurse|keys|wan|(http-addr|datacenter|service|node|separator)=.*)$/s
      }
    ])
  ],
  [
    'vault',
    shows([
      {
        words:
          /^(status|version|token lookup|(secrets|auth|policy|audit) list|policy read \S+|kv (get|list|metadata get) \S+|list \S+|operator (raft list-peers|members))$/,
        plain: /^-{1,2}(detailed|(format|address|namespace|field|mount|version)=.*)$/s
      }
    ])
  ],
  [
    'nomad',
    shows([
      {
        words:
          /^(status|node status|server members|job (status|history)|alloc (status|logs)|deployment (list|status)|eval (list|status)|operator raft list-peers|version)( \S+)*$/,
        plain: /^-{1,2}(verbose|stats|short|json|stderr|tail|f|self|allocs|detailed|(n|address|namespace|region)=.*)$/s
      }
    ])
  ],
  [
    'nodetool',
    shows([
      {
        words:
          /^(status|info|ring|tpstats|compactionstats|netstats|describecluster|describering|gossipinfo|version|tablestats|cfstats|proxyhistograms|tablehistograms|failuredetector|getendpoints|listsnapshots|statusbinary|statusgossip|statusbackup|gcstats)( \S+)*$/,
        plain: /^(-r|--resolve-ip)$/,
        valued: /^(-[hpu]|-pw|--(host|port|username|password))$/
      }
    ])
  ],
  [
    'rabbitmq-diagnostics',
    shows([
      {
        words:
          /^(status|ping|cluster_status|listeners|alarms|memory_breakdown|server_version|environment|check_[a-z_]+|list_[a-z_]+)( \S+)*$/,
        plain: /^(-[qs]|--(quiet|silent|formatter=\w+))$/,
        valued: /^(-[npt]|--(node|vhost|timeout|formatter))$/
      }
    ])
  ],
  [
    'rabbitmqadmin',
    shows([
      {
        words: /^(list|show)( .*)?$/s,
        plain: /^-[sk]$/,
        valued: /^(-[HPupVfNd]|--(host|port|username|password|vhost|format|sort|depth))$/
      }
    ])
  ],
  [
    'pm2',
    shows([
      {
        words: /^(list|ls|l|status|ps|jlist|prettylist|ping|(show|describe|info|env) \S+|logs( \S+)?)$/,
        plain: /^--(nostream|raw|err|out|no-color)$/,
        valued: /^--lines$/,
        first: 1
      }
    ])
  ],
  [
    'supervisorctl',
    shows([
      {
        words: /^(status( .*)?|pid( \S+)?|avail|version|maintail|tail \S+( (stdout|stderr))?)$/,
        plain: /^(-f|-\d+)$/,
        valued: /^-[sup]$/
      }
    ])
  ],
  [
    'patronictl',
    shows([
      {
        words: /^(list|topology|history|show-config|version)( \S+)*$/,
        plain: /^-[etW]$/,
        valued: /^(-[cdf]|--(config-file|format|group))$/
      }
    ])
  ],
  [
    'repmgr',
    shows([
      {
        words: /^(cluster (show|matrix|event)|node (status|check)|daemon status|service status)$/,
        plain: /^--(compact|csv|verbose)$/,
        valued: /^(-f|--config-file)$/
      }
    ])
  ],
  ['pgbackrest', shows([{ words: /^(info|version)$/, plain: /^--(stanza|output|repo|set)=.*$/s }])],
  [
    'barman',
    shows([
      {
        words:
          /^(list-server|list-servers|list-backup|list-backups|list-files|show-server|show-servers|show-backup|status|replication-status)( \S+)*$/
      }
    ])
  ],
  ['wal-g', shows([{ words: /^(backup-list|wal-show)$/, plain: /^--(detail|pretty|json|detailed-json)$/ }])],
  [
    'promtool',
    shows([
      {
        words: /^(check (config|rules|metrics|web-config|healthy|ready)|query (instant|range|series|labels))( .*)?$/s,
        plain: /^--?((lint|url|start|end|step|match|time|format)=.*|syntax-only)$/s,
        valued: /^--(start|end|step|match)$/,
        first: 2
      }
    ])
  ],
  [
    'amtool',
    shows([
      {
        words:
          /^(alert|alert query( .*)?|silence|silence query( .*)?|config|config show|config routes( show| test( .*)?)?|cluster|cluster show|check-config( .*)?)$/s,
        plain: /^(-[sieau]|--(silenced|inhibited|active|unprocessed|expired|(alertmanager\.url|output)=.*))$/s,
        valued: /^(-o|--(alertmanager\.url|output|within))$/
      }
    ])
  ],
  [
    'logcli',
    shows([
      {
        words: /^(query|instant-query|labels|series|stats|volume|detected-fields)( .*)?$/s,
        plain: /^(-[qt]|--(tail|quiet|raw|forward|include-label|no-labels|(since|limit|from|to|output|addr)=.*))$/s,
        valued: /^(-o|--(since|limit|from|to|output|addr|org-id|batch|step))$/,
        first: 1
      }
    ])
  ],
  ['datadog-agent', shows([{ words: /^(status|health|version|configcheck|hostname)$/ }])],
  ...each(
    'mysqladmin mariadb-admin',
    shows([
      {
        words: /^((status|extended-status|processlist|ping|variables|version) ?)+$/,
        plain: /^(-[vs]+|-p.+|--(verbose|password=.*|(host|user|port|socket)=.*))$/s,
        valued: /^(-[huPS]|--(host|user|port|socket))$/
      }
    ])
  ),
  ...each(
    'mysqlshow mariadb-show',
    shows([
      {
        words: ANYTHING,
        plain: /^(-p.+|--(count|keys|status|password=.*|(host|user|port|socket)=.*))$/s,
        valued: /^(-[huPS]|--(host|user|port|socket))$/
      }
    ])
  )
]
