import { UsageError, defineCommand } from '../command.js'

export const command = defineCommand({
  name: 'alerts',
  group: 'write',
  order: 6,
  summary: 'Check that alerts and runbooks lead to each other.',
  description:
    'Check alerting rules of Prometheus against the runbooks here: alerts without a runbook, runbooks without an alert, ' +
    'links that lead to none, and the runbook_url to use. No link is opened.',
  arguments: [
    {
      name: '<check...>',
      summary: 'The word check, then rule files of Prometheus, or PrometheusRule of Kubernetes, in YAML.'
    }
  ],
  options: [
    { flags: '--fix', summary: 'Write the runbook_url of alerts for which one runbook fits.' },
    { flags: '--base <url>', summary: 'The address under which your runbooks are; else the page of the package.' },
    { flags: '--format <format>', summary: 'How to show what was found.', choices: ['text', 'json'], default: 'text' }
  ],
  examples: [
    { line: 'keys alerts check rules.yml', summary: 'what is missing' },
    { line: 'keys alerts check rules.yml --fix --base https://runbooks.example', summary: 'write the links' }
  ],
  async run({ arguments: [action, ...files], options }, terminal) {
    if (action !== 'check')
      throw new UsageError(`Unknown action ${JSON.stringify(action)}.`, 'Type: keys alerts check <files...>')
    const { checkAlerts } = await import('../alert/check-alerts.js')
    return checkAlerts(files, options, terminal)
  }
})
