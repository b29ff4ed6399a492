/**
 * Clusters and containers: which commands of their tools only look.
 */
import { each, isOption, shows } from './programs-common.js'
import { orInContainer, orInPod } from './programs-elsewhere.js'
import { tool } from './programs-tools.js'
import { kustomize, OC_LOOKS, orTriedByHelm, orTriedByKubectl } from './programs-tries.js'
import type { ProgramEffects } from './scope.js'

const KUBECTL_VALUE =
  /^(-n|--namespace|--context|--cluster|--user|--kubeconfig|-s|--server|-l|--selector|-o|--output|-c|--container|--tail|--since|--since-time|--field-selector|--sort-by|--request-timeout|--as|--as-group|-L|--for|--timeout|-p|--template|--raw|--token|--limit-bytes|--types)$/
const KUBECTL_LOOKS =
  /^((get|describe|logs|top|explain|api-resources|api-versions|version|wait|events|diff|options)\b|cluster-info$|config (view|current-context|get-contexts|get-clusters|get-users)\b|auth (can-i|whoami)\b|rollout (status|history)\b)/

const kubectl = orInPod(
  orTriedByKubectl(
    tool({
      looks: KUBECTL_LOOKS,
      valued: KUBECTL_VALUE,
      plain: /^(-A|--all-namespaces|--insecure-skip-tls-verify|--no-headers|--show-labels|-w|--watch)$/,
      // The configuration of a cluster may name programs that log in.
      unsafe: /^(--output-directory|--patch|--kubeconfig|--cache-dir|--profile-output|--log[-_](dir|file))/
    })
  )
)
const OC_WORDS = /^(status|whoami|projects?|adm)$/

export const containerEffects: readonly [string, ProgramEffects][] = [
  ['kubectl', kubectl],
  ['oc', (call) => (isOption(call.words[0], OC_WORDS) ? shows([OC_LOOKS]) : kubectl)(call)],
  ['kustomize', kustomize],
  ...each(
    'docker podman nerdctl',
    orInContainer(
      tool({
        looks:
          /^((ps|logs|inspect|images|stats|top|version|info|port|diff|events|history|search)\b|(container|image|volume|network|service|node|stack|system|context|config|compose|buildx|manifest) (ls|list|inspect|logs|ps|history|stats|top|port|df|info|show|config|images|events|version)\b)/,
        valued:
          /^(-f|--filter|--format|-n|--tail|--since|--until|-H|--host|--context|-p|--project-name|--file|--env-file|--profile|--project-directory|--config|--log-level|-l)$/,
        plain: /^(-D|--debug|--tls|--all-resources)$/,
        // The configuration of a user may name programs that log in, and further commands.
        unsafe: /^(-o|--output|--config$|--config=)/
      })
    )
  ),
  ...each(
    'docker-compose',
    orInContainer(
      tool({
        looks: /^(ps|ls|logs|top|images|config|version|port|events|stats)\b/,
        valued: /^(-[fpn]|--(file|project-name|profile|tail|since|format|filter)|--env-file)$/,
        unsafe: /^(-o|--output)/
      })
    )
  ),
  [
    'helm',
    orTriedByHelm(
      tool({
        looks: /^(list|ls|status|get|history|show|search|version|env|lint|template|repo (list|ls))\b/,
        valued: /^(-n|--namespace|--kube-context|--kubeconfig|-o|--output|--revision|--max|-f|--values|--set)$/,
        plain: /^(--debug|-A|--all-namespaces|-a|--all)$/,
        unsafe: /^(--post-renderer|--output-dir|--dependency-update|--kubeconfig|--repository-cache)/
      })
    )
  ]
]
