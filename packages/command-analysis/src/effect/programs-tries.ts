/**
 * What only tries something out: dry runs, and checks of a configuration. A dry run is believed where the documentation of
 * the program says that nothing is done, and no other word of the call could take it back.
 */
import { ANYTHING, bare, each, isFlag, isOption, mayBeOption, shows, unknown, type Form } from './programs-common.js'
import type { ProgramEffects } from './scope.js'

/**
 * A program with a dry run.
 * @param asked Any word that asks for one, also a word that then takes it back.
 * @param forms The forms in which it certainly is one.
 * @param otherwise What the program does without such a word.
 */
function tries(asked: RegExp, forms: readonly Form[], otherwise: ProgramEffects): ProgramEffects {
  const dry = shows(forms)
  return (call) => (call.words.some(({ values }) => values.some((value) => asked.test(value))) ? dry : otherwise)(call)
}

/**
 * `--dry-run=client` prints what would be sent. With `server` the cluster runs admission webhooks, and an aggregated API may
 * pass over the word, so that a person is asked.
 */
export function orTriedByKubectl(otherwise: ProgramEffects): ProgramEffects {
  const form: Form = {
    words:
      /^(apply|create|delete|label|annotate|scale|autoscale|expose|run|set|patch|taint|cordon|uncordon|drain)( .*)?$/s,
    plain:
      /^(--dry-run=client|-R|-A|--(all|all-namespaces|recursive|overwrite|no-headers)|--(namespace|context|filename|output|selector|image|replicas|port|target-port|type|patch|from-literal|from-file|from-env-file|resource-version|min|max|cpu-percent)=.*)$/s,
    valued: /^(-[nfolp]|--(namespace|context|filename|output|selector|image|replicas|port|patch|type))$/,
    needs: /^--dry-run=client$/
  }
  return tries(/^--dry-r/, [form], otherwise)
}

export function orTriedByHelm(otherwise: ProgramEffects): ProgramEffects {
  const shared =
    '--(debug|wait|atomic|no-hooks|hide-secret)|--(namespace|kube-context|version|values|set|set-string|output|timeout)=.*'
  const valued = /^(-[nfo]|--(namespace|kube-context|version|values|set|set-string|output|timeout))$/
  const forms: Form[] = [
    {
      words: /^(install|upgrade)( \S+)*$/,
      plain: new RegExp(
        `^(--dry-run(=(client|server|true))?|-i|--(install|create-namespace|reuse-values|reset-values)|${shared})$`,
        's'
      ),
      valued,
      needs: /^--dry-run/
    },
    {
      words: /^(uninstall|rollback)( \S+)*$/,
      plain: new RegExp(`^(--dry-run(=true)?|${shared})$`, 's'),
      valued,
      needs: /^--dry-run/
    }
  ]
  return tries(/^--dry-r/, forms, otherwise)
}

/** Only `ec2` and the copying of `s3` have a dry run; the parser of `aws` takes no option for a value. */
export function orTriedByAws(otherwise: ProgramEffects): ProgramEffects {
  return (call) => {
    const [service, operation] = call.words
    const asks = (option: RegExp): boolean => call.words.some((word) => isOption(word, option))
    const isTried =
      (isOption(service, /^ec2$/) && isOption(operation, /^[a-z]+(-[a-z]+)+$/) && asks(/^--dry-run$/)) ||
      (isOption(service, /^s3$/) && isOption(operation, /^(cp|mv|rm|sync)$/) && asks(/^--dryrun$/))
    const mayBeTakenBack = call.words.some(
      (word) => mayBeOption(word) || word.values.some((value) => /^--(no-d|cli-|outfile)|^file(b)?:/.test(value))
    )
    if (!isTried || mayBeTakenBack) otherwise(call)
  }
}

const RSYNC_PLAIN =
  /^(-[avzrlptgoDuncihHAXSxqyCkKLOJWRP]+|--(dry-run|list-only|archive|recursive|links|perms|times|group|owner|verbose|itemize-changes|stats|human-readable|checksum|compress|progress|update|existing|ignore-existing|size-only|delete|delete-(before|after|during|delay|excluded)|partial|numeric-ids|hard-links|acls|xattrs|sparse|one-file-system|relative|inplace|whole-file|quiet)|--(exclude|include|exclude-from|include-from|files-from|bwlimit|timeout|port|max-size|min-size)=.*)$/s
const NOT_SENT = /^(-[a-zA-Z]*n[a-zA-Z]*|--dry-run|--list-only)$/

const NAMES = '[\\w.:@/-]+'

export const triedEffects: readonly [string, ProgramEffects][] = [
  [
    'rsync',
    (call) => {
      // Told of one place alone, it lists what is there.
      const listed = shows([
        { words: ANYTHING, plain: RSYNC_PLAIN, valued: /^--(exclude|include)$/, needs: NOT_SENT },
        { words: /^\S+$/, plain: RSYNC_PLAIN }
      ])
      listed(call)
    }
  ],
  ['logrotate', shows([{ words: /^\S+( \S+)*$/, plain: /^(-[dv]+|--(debug|verbose))$/, needs: /^(-v*d|--debug)/ }])],
  ...each(
    'apachectl apache2ctl httpd apache2',
    shows([
      { words: /^configtest$/, plain: /^$/ },
      { ...bare(/^-([tSMvVlL]|D|DUMP_\w+)$/, /^-[tSMvVlL]$/), valued: /^-D$/ }
    ])
  ),
  ['haproxy', shows([{ ...bare(/^(-[cVq]|-v+)$/, /^(-c|-v+)$/), valued: /^-f$/ }])],
  ['named-checkconf', shows([{ words: /^\S*$/, plain: /^-[pxlhv]+$/ }])],
  ['named-checkzone', shows([{ words: /^\S+ \S+$/, plain: /^-[qjv]$/ }])],
  ['unbound-checkconf', shows([{ words: /^\S*$/, plain: /^-[hq]$/ }])],
  ['sshd', shows([{ ...bare(/^-[tTG]$/, /^-[tTG]$/), valued: /^-[fC]$/ }])],
  [
    'visudo',
    shows([
      { words: /^\S*$/, plain: /^(-c[qs]*|-[qs]|--check|--quiet|--strict)$/, needs: /^(-c|--check)/, valued: /^-f$/ }
    ])
  ],
  ['postconf', shows([{ words: new RegExp(`^${NAMES}( ${NAMES})*$`), plain: /^-[hdn]$/ }, bare(/^-[ndmMPlA]$/)])],
  ['postqueue', shows([bare(/^-[pj]$/, /^-[pj]$/)])],
  ['mailq', shows([bare(/^$/)])],
  ['atq', shows([bare(/^$/)])],
  [
    'xmllint',
    shows([
      { words: /^\S+( \S+)*$/, plain: /^--(noout|nonet|noent|valid|format)$/, valued: /^--(schema|xpath|relaxng)$/ }
    ])
  ],
  ['fuser', shows([{ words: ANYTHING, plain: /^(-[vamun46s]+|--(verbose|all|mount|user))$/ }])],
  [
    'systemd-analyze',
    shows([
      {
        words: /^(time|blame|critical-chain( \S+)*|security( \S+)*|unit-paths|log-level|dump)?$/,
        plain: /^--(no-pager|user|system)$/
      }
    ])
  ],
  [
    'systemd-cgls',
    shows([{ words: /^\S*( \S+)*$/, plain: /^(-[alk]|--(all|full|no-pager))$/, valued: /^(-u|--unit)$/ }])
  ],
  [
    'systemd-resolve',
    shows([bare(/^--(status|statistics|no-pager)$/, /^--stat/), { words: new RegExp(`^${NAMES}$`) }])
  ],
  [
    'coredumpctl',
    shows([
      {
        words: /^((list|info)( \S+)*)?$/,
        plain: /^(-[1rq]|--(no-pager|no-legend|reverse|quiet))$/,
        valued: /^-[nSUF]$/
      }
    ])
  ],
  [
    'ceph',
    shows([
      {
        words:
          /^(status|health( detail)?|df( detail)?|versions|quorum_status|osd (tree|df|stat|dump|perf)|osd df tree|osd pool (ls|stats)( detail)?|pg (stat|dump)|mon (stat|dump)|fs (ls|status)|mgr (services|stat)|log last( \d+)?)$/,
        plain: /^--(format|cluster)=[\w-]+$/,
        valued: /^(-f|--format|--cluster)$/
      },
      bare(/^-s$/, /^-s$/)
    ])
  ],
  [
    'gluster',
    shows([
      {
        words: new RegExp(
          `^(volume (info|list)( ${NAMES})?|volume status( ${NAMES})?( (detail|clients|mem|inode|fd|callpool|tasks))?|volume heal ${NAMES} info( (split-brain|summary))?|peer status|pool list)$`
        ),
        plain: /^--mode=script$/
      }
    ])
  ],
  [
    'pnpm',
    shows([
      { words: /^(ls|list|ll|outdated|why|root|bin)( \S+)*$/, plain: /^(--depth=\d+|--json|--prod|--dev|-r|-v)$/ },
      bare(/^-v$/, /^-v$/)
    ])
  ],
  [
    'yarn',
    shows([
      bare(/^-v$/, /^-v$/),
      { words: /^(list|why|info|outdated)( \S+)*$/, plain: /^--(json|depth=\d+|pattern=\S+)$/ }
    ])
  ],
  ['java', shows([bare(/^--?version$/, /version$/)])],
  ['go', shows([{ words: /^(version( \S+)?|env( [A-Z0-9_]+)*)$/ }])],
  ['php', shows([bare(/^-[vim]$/, /^-[vim]$/)])],
  // Only its version: a module runs on other machines.
  ['ansible', shows([])],
  [
    'virsh',
    shows([
      {
        words:
          /^(list|version|nodeinfo|hostname|(dominfo|domstate|domblklist|domblkinfo|domiflist|dumpxml|vcpuinfo|dommemstat|domstats)( \S+)*|net-list|pool-list|vol-list \S+|snapshot-list \S+)$/,
        plain: /^--(all|inactive|details|title)$/
      }
    ])
  ],
  ['monit', shows([{ words: /^(status|summary|report)( \S+)*$/, plain: /^-[vB]$/ }, bare(/^-[tV]$/, /^-[tV]$/)])],
  ['ntpstat', shows([bare(/^$/)])],
  [
    'ipmitool',
    shows([
      {
        words:
          /^(sel (list|elist|info)( (first|last) \d+)?|sensor( list)?|sdr( (list|elist|info))?|fru( print)?|(chassis (power )?status)|power status|mc info|lan print( \d+)?)$/,
        valued: /^-[IHUL]$/
      }
    ])
  ]
]

/** Commands of `oc` beside those of `kubectl` that only look. A plugin of `kubectl` may be called so. */
export const OC_LOOKS: Form = {
  words: /^(status|whoami|projects|project|version|adm top (pods?|nodes?|images)( \S+)*)$/,
  plain: /^(-A|--(all-namespaces|show-server|show-console|show-context))$/,
  valued: /^(-n|--namespace)$/
}

/** `kustomize build`, without what fetches or runs something else. */
export const kustomize: ProgramEffects = (call) =>
  call.words.some((word) => isFlag(word) || mayBeOption(word))
    ? unknown(call)
    : shows([{ words: /^build( (?!\w+:)[\w./-]+)?$/ }])(call)
