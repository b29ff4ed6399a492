/**
 * Clusters, hosters and services that are asked by a client of their own: by which forms it only shows something.
 */
import { each, shows, type Form } from './programs-common.js'
import type { ProgramEffects } from './scope.js'

const KUBE_VALUE = /^(-[nlo]|--(namespace|context|kubeconfig|selector|output|kube-context|cluster))$/
const KUBE_PLAIN =
  /^(-A|--all-namespaces|--watch|--no-headers|--(namespace|context|kubeconfig|selector|output|kube-context|cluster)=.*)$/s

const clusters: readonly [string, ProgramEffects][] = [
  [
    'argocd',
    shows([
      {
        words:
          /^(app (get|list|history|manifests|resources|logs)( \S+)*|(cluster|proj) (get|list)( \S+)*|repo list|account (list|get|get-user-info|can-i)( \S+)*|version|context)$/,
        plain:
          /^--(grpc-web|plaintext|insecure|show-operation|client|short|follow|(server|auth-token|app-namespace|output|tail)=.*)$/s,
        valued: /^(-[oNp]|--(server|auth-token|app-namespace|output|tail))$/,
        first: 1
      }
    ])
  ],
  [
    'flux',
    shows([
      {
        words: /^(get( .*)?|logs|check|version|events|stats|tree \S+( \S+)*)$/s,
        plain: KUBE_PLAIN,
        valued: /^(-n|--(namespace|context|kind|name|since|tail|level))$/,
        first: 1
      }
    ])
  ],
  [
    'istioctl',
    shows([
      {
        words: /^(proxy-status|ps|version|analyze|(proxy-config|pc) \w+)( \S+)*$/,
        plain: KUBE_PLAIN,
        valued: KUBE_VALUE,
        first: 1
      }
    ])
  ],
  [
    'linkerd',
    shows([
      { words: /^(check|version|viz (stat|check|edges)( .*)?)$/s, plain: KUBE_PLAIN, valued: KUBE_VALUE, first: 1 }
    ])
  ],
  ['cilium', shows([{ words: /^(status|version)$/, plain: /^--(verbose|wait)$/, first: 1 }])],
  [
    'velero',
    shows([
      {
        words: /^((backup|restore|schedule|backup-location|snapshot-location) (get|describe|logs)( \S+)*|version)$/,
        plain: /^--details$/,
        valued: KUBE_VALUE,
        first: 1
      }
    ])
  ],
  ...each('kubectx kubens', shows([{ words: /^$/, plain: /^(-c|--current)$/ }])),
  [
    'stern',
    shows([
      {
        words: /^\S*$/,
        plain: KUBE_PLAIN,
        valued: /^(-[nlcst]|--(namespace|selector|container|since|tail|context|include|exclude))$/
      }
    ])
  ],
  [
    'crictl',
    shows([
      {
        words: /^(ps|pods|images|info|logs|inspect|inspectp|inspecti|stats|statsp|version|imagefsinfo)( \S+)*$/,
        plain: /^(-[aqvf]|--(all|quiet|verbose|follow|latest|no-trunc))$/,
        valued: /^(-o|--(tail|name|state|pod|output|label|since))$/,
        first: 1
      }
    ])
  ],
  [
    'ctr',
    shows([
      {
        words: /^(version|(containers|container|c|images|image|i|tasks|task|t|namespaces|namespace|ns) (ls|list))$/,
        plain: /^-q$/,
        valued: /^(-n|--namespace)$/
      }
    ])
  ],
  [
    'minikube',
    shows([{ words: /^(status|ip|version|profile list|addons list|node list)$/, valued: /^(-p|--profile)$/ }])
  ],
  ['kind', shows([{ words: /^(get (clusters|nodes)|version)$/ }])],
  ['kubeadm', shows([{ words: /^(version|token list|certs check-expiration|config images list)$/ }])]
]

/** What lists and shows runs, requests and releases at a hoster of code. */
const GH: Form = {
  words:
    /^((run|pr|workflow|issue|release|repo|gist|label|ruleset|project|org) (list|view|ls)|(secret|variable|cache|extension|ssh-key|gpg-key) (list|ls)|pr (checks|diff|status)|issue status|run watch|search (code|commits|issues|prs|repos)|auth status)( .*)?$/s,
  plain:
    /^--(log|log-failed|verbose|exit-status|comments|all|required|patch|name-only|closed|yaml|(json|jq|limit|repo|state|branch|workflow|status|template|job|author|label|head|base|event|user|commit)=.*)$/s,
  valued:
    /^(-[RLbsueqjtABlS]|--(repo|limit|json|jq|template|workflow|branch|status|user|event|state|author|label|job|search|head|base|commit|created|attempt|interval))$/,
  first: 2
}

/** An answer of the API, by GET: a field would make it a POST. */
const GH_API: Form = {
  words: /^api (?!graphql)\S+$/,
  plain: /^(-i|-XGET|--(paginate|include|slurp|silent|(method=GET|jq|header|hostname|template|cache)(=.*)?))$/s,
  valued: /^(-[qHt]|--(jq|header|hostname|template|cache))$/,
  first: 1
}

const services: readonly [string, ProgramEffects][] = [
  ['gh', shows([GH, GH_API])],
  [
    'glab',
    shows([
      {
        words: /^((ci|pipeline) (list|status|get)|(mr|issue|release|repo) (list|view)|mr diff|auth status)( .*)?$/s,
        plain: /^--(all|comments)$/,
        valued: /^(-R|--(repo|branch|per-page|page|label|author))$/,
        first: 2
      }
    ])
  ],
  [
    'stripe',
    shows([
      {
        words:
          /^((balance|balance_transactions|charges|coupons|credit_notes|customers|disputes|events|invoices|invoiceitems|payment_intents|payment_links|payment_methods|payouts|plans|prices|products|promotion_codes|refunds|setup_intents|subscriptions|subscription_items|subscription_schedules|tax_rates|transfers|webhook_endpoints|accounts|files|mandates|quotes|topups|checkout sessions|issuing (cards|authorizations|transactions)|radar early_fraud_warnings) (list|retrieve)( \S+)*|get \S+|logs tail)$/,
        plain: /^--(live|show-headers|(api-key|limit|expand|project-name)=.*)$/s,
        valued:
          /^(-[ed]|--(api-key|limit|expand|data|type|customer|starting-after|ending-before|project-name|status|created))$/,
        first: 2
      },
      { words: /^status$/, first: 1 }
    ])
  ],
  [
    'heroku',
    shows([
      {
        words:
          /^(ps|logs|releases|config|addons|apps|info|status|domains|certs|access|features|buildpacks|drains|maintenance|(config:get|releases:info|apps:info|addons:info|pg:(info|ps|locks|blocking|outliers|long-running-queries|bloat|table-size|index-usage|cache-hit)|redis:info)( \S+)?)$/,
        plain: /^(-[tjs]|--(tail|json|shell|all))$/,
        valued: /^(-[arnd]|--(app|remote|num|dyno|source))$/,
        first: 1
      }
    ])
  ],
  ...each(
    'fly flyctl',
    shows([
      {
        words:
          /^(status|logs|releases|history|version|apps list|(machine|machines|m) (list|status)( \S+)?|(volumes|secrets|ips|regions|checks|postgres|pg|services|certs) list|certs show \S+|scale show|config show|platform (status|regions))$/,
        plain: /^(-j|--(json|all|no-tail))$/,
        valued: /^(-[ari]|--(app|region|instance|machine))$/,
        first: 1
      }
    ])
  ),
  [
    'wrangler',
    shows([
      {
        words:
          /^(whoami|deployments (list|status)|versions (list|view \S+)|tail( \S+)?|(kv namespace|d1|r2 bucket|queues|secret|pages project|pages deployment) list)$/,
        plain: /^--json$/,
        valued: /^--(name|format|env|status)$/,
        first: 1
      }
    ])
  ],
  [
    'doctl',
    shows([
      {
        words:
          /^(version|balance get|account get|(apps|databases|projects|compute (droplet|volume|domain|firewall|load-balancer|image|snapshot|region|size|certificate)|kubernetes cluster|monitoring alert) (get|list)( \S+)*)$/,
        plain: /^--(no-header|format=.*)$/s,
        valued: /^(-[ot]|--(format|output|context))$/,
        first: 2
      }
    ])
  ],
  [
    'hcloud',
    shows([
      {
        words:
          /^(version|(server|volume|network|load-balancer|firewall|image|floating-ip|primary-ip|certificate|ssh-key) (list|describe)( \S+)*)$/,
        plain: /^--no-header$/,
        valued: /^(-o|--output)$/,
        first: 1
      }
    ])
  ],
  [
    'openstack',
    shows([
      {
        words:
          /^((server|volume|network|subnet|port|router|image|flavor|project|hypervisor|keypair|stack|floating ip|security group|compute service|network agent) (list|show)( \S+)*)$/,
        plain: /^--(long|all-projects)$/,
        valued: /^(-[fc]|--(format|column))$/,
        first: 2
      }
    ])
  ],
  ['gsutil', shows([{ words: /^(ls|stat|du|cat|version)( \S+)*$/, plain: /^(-[mqlLrahs]+)$/ }])],
  [
    'bq',
    shows([
      {
        words: /^(ls|show|head|version)( \S+)*$/,
        plain: /^(-j|--(schema|format=\w+|project_id=.*|max_results=\d+))$/s,
        valued: /^-n$/
      }
    ])
  ]
]

export const platformEffects: readonly [string, ProgramEffects][] = [...clusters, ...services]
