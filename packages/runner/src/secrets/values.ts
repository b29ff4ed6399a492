/**
 * The values that a session gives to commands, and what must not be seen of them.
 */
import { isSecretValue, type Input } from '@keys/schema'
import { canBeHidden } from './redact-forms.js'
import { outsideSecrets } from './outside-secrets.js'
import { createMasker, type Masker, type Secret } from './redact.js'

/** Values by input, secret ones too. They live in a session and nowhere else. */
export class Values {
  private readonly values = new Map<string, string>()
  private secrets: Secret[] = []
  private current: Masker = createMasker([])

  /** Masks every secret that the session ever had: one that was replaced may still be printed. */
  get masker(): Masker {
    return this.current
  }

  get(name: string): string | undefined {
    return this.values.get(name)
  }

  /** Keeps a value; null takes it away. Its secrets are hidden from then on. */
  set(name: string, value: string | null): void {
    if (value === null) this.values.delete(name)
    else this.values.set(name, value)
  }

  /**
   * Hides secrets, from before they are used.
   * @param inputs What the runbook declares.
   * @param values Values by input, where they are not yet set.
   */
  hide(inputs: readonly Input[], values: ReadonlyMap<string, string> = this.values): void {
    this.add(
      inputs
        .filter(({ name, secret }) => secret === true || isSecretValue(values.get(name) ?? ''))
        .map(({ name }) => ({ name, value: values.get(name) ?? '' }))
    )
  }

  /**
   * Hides what of the environment is secret, though the runbook does not declare it.
   * @param inputs What the runbook declares.
   * @param environment The environment of the commands.
   */
  hideOutside(inputs: readonly Input[], environment: Readonly<Record<string, string>>): void {
    this.add(outsideSecrets(environment, inputs))
  }

  private add(secrets: readonly Secret[]): void {
    const isKnown = (secret: Secret): boolean =>
      this.secrets.some(({ name, value }) => name === secret.name && value === secret.value)
    const added = secrets.filter((secret) => (secret.isWhole === true || canBeHidden(secret.value)) && !isKnown(secret))
    if (added.length === 0) return
    this.secrets = [...this.secrets, ...added]
    this.current = createMasker(this.secrets)
  }

  /**
   * The environment of a command. An input that has no value is not there, whatever it was outside.
   * @param inputs What the runbook declares.
   * @param outside The environment around it.
   */
  environment(inputs: readonly Input[], outside: Readonly<Record<string, string>>): Record<string, string> {
    const names = new Set(inputs.map(({ name }) => name))
    const rest = Object.entries(outside).filter(([name]) => !names.has(name))
    return { ...Object.fromEntries(rest), ...Object.fromEntries(this.values) }
  }

  /** Forgets all values; what is secret stays hidden. */
  clear(): void {
    this.values.clear()
  }
}
