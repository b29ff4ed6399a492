/**
 * Names that every shell knows.
 */

/** Variables that a shell sets or that every login has; they are no inputs. */
export const GIVEN_VARIABLES: ReadonlySet<string> = new Set(
  `BASH BASHPID BASH_ENV BASH_LINENO BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_VERSION BASH_VERSINFO COLUMNS DIRSTACK
   EDITOR EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTFILE HOME HOSTNAME HOSTTYPE IFS LANG LC_ALL LC_COLLATE
   LC_CTYPE LINENO LINES LOGNAME MACHTYPE MAPFILE OLDPWD OPTARG OPTIND RUNBOOK OSTYPE PAGER PATH PIPESTATUS PPID PS1 PS2 PS4 PWD
   RANDOM REPLY SECONDS SHELL SHELLOPTS SHLVL SRANDOM SSH_TTY TERM TMPDIR TZ UID USER VISUAL`.split(/\s+/)
)

/** The utilities of POSIX.1-2024, and the builtins of bash. */
export const GIVEN_TOOLS: ReadonlySet<string> = new Set(
  `admin alias ar asa at awk basename batch bc bg cal cat cd cflow chgrp chmod chown cksum cmp comm command compress cp
   crontab csplit ctags cut cxref date dd delta df diff dirname du echo ed env ex expand expr false fc fg file find fold
   fuser gencat getconf getopts gettext grep hash head iconv id ipcrm ipcs jobs join kill lex link ln locale localedef
   logger logname lp ls m4 mailx make man mesg mkdir mkfifo more msgfmt mv newgrp ngettext nice nl nm nohup od paste
   patch pathchk pax pr printf ps pwd read readlink realpath renice rm rmdir sed sh sleep sort split strings strip stty
   tabs tail talk tee test time timeout touch tput tr true tsort tty type ulimit umask unalias uname uncompress unexpand
   uniq unlink uucp uudecode uuencode uustat uux val vi wait wc what who write xargs yacc zcat
   . : [ [[ break continue eval exec exit export readonly return set shift source times trap unset bash bind builtin
   caller compgen complete compopt declare dirs disown enable help history let local logout mapfile popd pushd readarray
   shopt suspend typeset coproc`.split(/\s+/)
)

/** Programs that run the program named after them, and their options that take a value of their own. */
export const WRAPPERS: ReadonlyMap<string, RegExp> = new Map([
  ['builtin', /^$/],
  ['command', /^$/],
  ['doas', /^-[uC]$/],
  ['env', /^-[uCS]$|^--(unset|chdir)$/],
  ['exec', /^-a$/],
  ['nice', /^-n$/],
  ['nohup', /^$/],
  ['setsid', /^$/],
  ['stdbuf', /^-[ioe]$/],
  ['sudo', /^-[ugCDhpRrTtU]$/],
  ['time', /^-[fo]$/],
  ['timeout', /^-[ks]$|^--(kill-after|signal)$/],
  ['xargs', /^-[adEIiLlnPs]$/]
])
