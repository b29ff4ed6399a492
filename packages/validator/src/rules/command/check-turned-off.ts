import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/** Options and settings by which a program takes any answer for the right one's. */
const OFF =
  /(?<=\bcurl\b[^\n|;]{0,400} )-[sSfLivIgGnN]*k[sSfLivIgGnN]*(?=\s|$)|(?<![\w-])(?:--insecure(?![\w-])|--proxy-insecure|--no-check-certificate|--no-verify-ssl|--insecure-skip-tls-verify(?:=true)?|--tls-skip-verify|--trusted-host|--strict-ssl[= ]false|--verify[= ]no)(?![\w-])|\bStrictHostKeyChecking[= ](?:no|off)\b|\b(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)=["']?0|\bGIT_SSL_NO_VERIFY=["']?(?:1|true)|\bhttp\.sslVerify=(?:0|false)|\bPGSSLMODE=["']?disable|\bsslmode=disable|\brejectUnauthorized: *false|\bverify=False\b|^ *insecure *$/gm

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'No command turns off the check of certificates and of host keys.',
  rationale:
    'In the middle of an incident a wrong or a hostile host answers, gets the token, and its answer decides the way.',
  messages: {
    off: {
      message: '`{option}` takes any host for the right one.',
      expected: 'a checked certificate or host key',
      help: 'Take it out, and name the authority where it is your own, such as `--cacert "$CA_FILE"`.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const { code } of analysis.commands)
      for (const { index, 0: option } of code.text.matchAll(OFF)) {
        const line = code.text.slice(code.text.lastIndexOf('\n', index) + 1, index)
        if (/^\s*(#|--|\/\/)/.test(line)) continue
        report('off', placeIn(source, code.span(index, index + option.length)), { option: option.trim() })
      }
  }
})
