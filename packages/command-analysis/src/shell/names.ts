/**
 * Names that every shell knows.
 */

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

/** What belongs to the shell: no process has its words among its arguments. */
const BUILTINS =
  /^(:|\.|\[|\[\[|alias|cd|declare|echo|eval|exec|exit|export|false|getopts|let|local|mapfile|printf|read|readarray|readonly|return|set|shift|source|test|trap|true|typeset|unset)$/

/** Whether a name is that of a builtin, which hands its words to no process. */
export function isBuiltin(name: string): boolean {
  return BUILTINS.test(name)
}
