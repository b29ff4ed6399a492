/**
 * Names of variables by which programs are told to run, to load or to write something else.
 */

const STEERING =
  /^(PATH|RUNBOOK|IFS|ENV|CDPATH|HOME|SHELL|TMPDIR|PS[0-4]|PROMPT_COMMAND|SSLKEYLOGFILE|GLOBIGNORE|EXECIGNORE|POSIXLY_CORRECT|(BASH|SHELL|LD|DYLD|GIT|NODE|NPM|PYTHON|PERL|RUBY|LESS|MAN|AWK|GAWK|JQ|CURL|WGET|XDG|KUBE|HELM|DOCKER|TF|GCONV|OPENSSL|CLOUDSDK|AZURE|RABBITMQ|ERL|REDISCLI|MALLOC|SUDO|TAR|ZSTD|XZ|GZIP|BZIP|JAVA|SSH|LOC|NLS|TERMINFO|HISTFILE|INPUTRC)\w*|npm_\w+|AWS_(CONFIG|SHARED)\w*|PSQL\w*|PGSERVICE\w*|PGSYSCONFDIR|PGOPTIONS|\w*(PAGER|EDITOR|VISUAL|BROWSER|ASKPASS|EXTERNAL_DIFF)|\w+_OPT(ION)?S?)$/

/** Options of a session of PostgreSQL that only limit it. */
const LIMITS =
  /^\s*(-c\s*(statement_timeout|lock_timeout|idle_in_transaction_session_timeout|default_transaction_read_only|application_name|timezone)=[\w.-]+\s*)*$/i

/** Whether a value for a name may let other code run, or write something else. */
export function isSteering(name: string, values: readonly string[] = []): boolean {
  if (name.endsWith('EVIDENCE_DIR')) return true
  if (name === 'PGOPTIONS') return values.length === 0 || !values.every((value) => LIMITS.test(value))
  return STEERING.test(name)
}
