/**
 * The values that commands need.
 */
import type { Input } from '@keys/schema'

/** Whether commands cannot run without it. */
export function isRequired({ required }: Pick<Input, 'required'>): boolean {
  return required ?? true
}

/** Variables that a shell sets or that every login has; they are no inputs. */
export const SHELL_VARIABLES: ReadonlySet<string> = new Set(
  `BASH BASHPID BASH_ENV BASH_LINENO BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO BASH_VERSION COLUMNS
   DIRSTACK EDITOR EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTFILE HOME HOSTNAME HOSTTYPE IFS LANG
   LC_ALL LC_COLLATE LC_CTYPE LINENO LINES LOGNAME MACHTYPE MAPFILE OLDPWD OPTARG OPTIND OSTYPE PAGER PATH
   PIPESTATUS PPID PS1 PS2 PS4 PWD RANDOM REPLY RUNBOOK SECONDS SHELL SHELLOPTS SHLVL SRANDOM SSH_TTY TERM
   TMPDIR TZ UID USER VISUAL`.split(/\s+/)
)
