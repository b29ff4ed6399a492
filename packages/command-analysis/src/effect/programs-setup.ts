/**
 * What is installed on a host, and how it is set up: by which forms these programs only show it.
 */
import { ANYTHING, bare, each, isFlag, isOption, NOTHING, shows, unknown } from './programs-common.js'
import type { ProgramEffects } from './scope.js'

const PACKAGES_ACT =
  /^(install|reinstall|remove|uninstall|purge|upgrade|dist-upgrade|full-upgrade|update|downgrade|autoremove|clean|autoclean|add|del|fix|mark|swap|link|unlink|tap|untap|build-dep|distro-sync|publish|yank|download|wheel|cache (purge|remove))\b/

const packages: readonly [string, ProgramEffects][] = [
  ...each(
    'pip pip3',
    shows(
      [
        {
          words: /^(list|freeze|check|debug|inspect|show( .*)?|config (list|debug|get \S+)|index versions \S+)$/s,
          plain:
            /^(-[oulvq]|--(outdated|uptodate|user|local|verbose|quiet|format=\w+|not-required|all|files|pre|exclude-editable|disable-pip-version-check))$/
        }
      ],
      PACKAGES_ACT
    )
  ),
  [
    'apt',
    shows(
      [
        {
          words: /^(list|show|search|policy|depends|rdepends|showsrc)( .*)?$/s,
          plain: /^(-[aqn]|--(installed|upgradable|upgradeable|all-versions|names-only|full|manual-installed))$/
        }
      ],
      PACKAGES_ACT
    )
  ],
  [
    'apt-get',
    shows(
      [
        {
          words: /^(upgrade|dist-upgrade|autoremove|(install|remove|purge)( .*)?)$/s,
          plain: /^(-[syV]|--(simulate|just-print|dry-run|recon|no-act|assume-yes))$/,
          needs: /^(-s|--(simulate|just-print|dry-run|recon|no-act))$/
        }
      ],
      PACKAGES_ACT
    )
  ],
  ['apt-cache', shows([{ words: /^(show|showpkg|search|policy|madison|depends|rdepends|pkgnames|stats)( .*)?$/s }])],
  [
    'dpkg',
    shows([
      {
        words: ANYTHING,
        plain:
          /^(-[lLsSp]|--(list|listfiles|status|search|print-avail|get-selections|print-architecture|print-foreign-architectures|audit|compare-versions))$/,
        needs: /^-/
      }
    ])
  ],
  [
    'dpkg-query',
    shows([
      {
        words: ANYTHING,
        plain: /^(-[lLsSWp]|--(list|listfiles|status|search|show)|(-f|--showformat)=.*)$/s,
        valued: /^-f$/,
        needs: /^-[lLsSWp]$|^--(list|listfiles|status|search|show)$/
      }
    ])
  ],
  [
    'rpm',
    shows([
      {
        words: ANYTHING,
        plain: /^(-q[ailfcdR]*|--(query|all|info|last|changelog|whatprovides|list))$/,
        needs: /^(-q\w*|--query)$/
      }
    ])
  ],
  ...each(
    'yum dnf',
    shows(
      [
        {
          words:
            /^((list|info|search|provides|repolist|deplist|check-update|repoquery)( .*)?|history( (list|info)( \S+)*)?)$/s,
          plain: /^(-[qCv]|--(installed|available|updates|showduplicates|all|cacheonly))$/
        }
      ],
      PACKAGES_ACT
    )
  ),
  [
    'apk',
    shows(
      [{ words: /^(info|list|search|policy|version|stats)( .*)?$/s, plain: /^(-[veaILR]+|--installed)$/, first: 1 }],
      PACKAGES_ACT
    )
  ],
  [
    'brew',
    shows(
      [
        {
          words: /^(list|ls|leaves|deps|uses|info|config)( .*)?$/s,
          plain: /^--(versions|cask|formula|formulae|installed|tree|json=\w+)$/,
          first: 1
        }
      ],
      PACKAGES_ACT
    )
  ],
  [
    'gem',
    shows(
      [
        {
          words: /^(list|query|search|info|environment|env|outdated|contents|which|dependency|stale)( .*)?$/s,
          plain: /^(-[lrad]|--(local|remote|all|exact|installed|details|versions))$/,
          first: 1
        }
      ],
      PACKAGES_ACT
    )
  ],
  [
    'snap',
    shows(
      [{ words: /^(list|info|services|changes|connections|find|logs|version)( .*)?$/s, plain: /^(--all|-n=\d+)$/ }],
      PACKAGES_ACT
    )
  ],
  ['cargo', shows([], PACKAGES_ACT)]
]

/** A signal of the number 0 only asks whether a process is there. */
const kill: ProgramEffects = (call) => {
  const [first, second] = call.words
  const isAsking =
    isOption(first, /^(-0|-l|-L|--list)$/) || (isOption(first, /^(-s|-n|--signal)$/) && isOption(second, /^0$/))
  const others = call.words.slice(isOption(first, /^(-s|-n|--signal)$/) ? 2 : 1)
  if (isAsking && !others.some(isFlag)) return
  if (isAsking) unknown(call)
  else call.effects.changes('`kill`', call.place)
}

const NET_LIST = /^(-[LSC]|--(list|stats|count))$/
export const setupEffects: readonly [string, ProgramEffects][] = [
  ...packages,
  ['crontab', shows([{ ...bare(/^-l$/, /^-l$/), valued: /^-u$/ }], ANYTHING)],
  ['passwd', shows([{ words: /^\S*$/, plain: /^(-S|--status|-a|--all)$/, needs: /^(-S|--status)$/ }], ANYTHING)],
  ['chage', shows([{ words: /^\S+$/, plain: /^(-l|--list)$/, needs: /^(-l|--list)$/ }])],
  ['lastlog', shows([{ ...bare(NOTHING), valued: /^-[ubt]$/ }])],
  ['lastb', shows([{ words: ANYTHING, plain: /^-[adFiwx]+$/, valued: /^-[nstf]$/ }])],
  [
    'timedatectl',
    shows([
      {
        words: /^(status|show|timesync-status|show-timesync|list-timezones)?$/,
        plain: /^(-a|--(all|no-pager|value|property=\w+))$/,
        valued: /^-p$/
      }
    ])
  ],
  ...each('hostnamectl localectl', shows([{ words: /^(status)?$/, plain: /^--(no-pager|static|pretty)$/ }])),
  [
    'loginctl',
    shows([
      {
        words: /^((list-sessions|list-users|list-seats)|(session-status|show-session|show-user|user-status)( \S+)*)?$/,
        plain: /^--no-(pager|legend)$/
      }
    ])
  ],
  ['resolvectl', shows([{ words: /^(status( \S+)?|query( \S+)+|statistics)?$/, plain: /^--no-pager$/ }])],
  ['networkctl', shows([{ words: /^((list|status)( \S+)*)?$/, plain: /^(-a|--(all|no-pager|no-legend))$/ }])],
  [
    'nmcli',
    shows([
      {
        words: /^(general( status)?|(device|dev|d)( status| show( \S+)?)?|(connection|con|c)( show( .*)?)?)?$/s,
        plain: /^(-t|--(terse|active))$/,
        valued: /^-[fm]$/
      }
    ])
  ],
  [
    'chronyc',
    shows([{ words: /^(tracking|sources|sourcestats|activity|clients|serverstats|ntpdata)$/, plain: /^-[nv]$/ }])
  ],
  ['ntpq', shows([{ words: /^\S*$/, plain: /^-[pn46w]+$/, needs: /^-\w*p/ }])],
  ['ethtool', shows([{ words: /^\S+$/, plain: /^-[iSkgaclTPm]$/ }])],
  ...each('arp', shows([{ words: /^\S*$/, plain: /^-[anve]+$/, needs: /^-\w*[an]/ }, bare(NOTHING)])),
  ['route', shows([bare(/^-[nee46]+$/)])],
  ['conntrack', shows([{ ...bare(NET_LIST, NET_LIST), valued: /^-[psdf]$/ }])],
  [
    'nft',
    shows([{ words: /^list (ruleset|tables|chains|sets|counters|(table|chain|set)( \S+)+)$/, plain: /^-[anj]+$/ }])
  ],
  ...each('iptables-save ip6tables-save', shows([{ ...bare(/^-c$/), valued: /^-t$/ }])),
  ['ufw', shows([{ words: /^(status( (verbose|numbered))?|show \w+|version)$/ }])],
  [
    'firewall-cmd',
    shows([{ ...bare(/^--(state|list-[\w-]+|get-[\w-]+|zone=\w+|permanent)$/, /^--(state|list-|get-)/) }])
  ],
  ['getsebool', shows([{ words: /^\S*$/, plain: /^-a$/ }])],
  ['auditctl', shows([bare(/^-[ls]$/, /^-[ls]$/)])],
  ['ssh-add', shows([bare(/^-[lL]$/, /^-[lL]$/)])],
  ['ssh-keygen', shows([{ ...bare(/^-[lv]+$/, /^-l/), valued: /^-([lv]*f|E)$/ }])],
  ['ssh-keyscan', shows([{ words: ANYTHING, plain: /^-[46H]+$/, valued: /^-[ptT]$/ }])],
  ['keytool', shows([{ ...bare(/^-(list|v|rfc)$/, /^-list$/), valued: /^-(keystore|storepass|alias|storetype)$/ }])],
  ['kill', kill]
]
