/**
 * Ways to put one command of a shell into another.
 */
export const WRAPPERS: readonly ((code: string, other: string) => string)[] = [
  (code) => `( ${code} )`,
  (code) => `{ ${code}; }`,
  (code, other) => `${other}; ${code}`,
  (code, other) => `${other} && ${code}`,
  (code, other) => `${other} || ${code}`,
  (code, other) => `${other} | ${code}`,
  (code, other) => `${code} | ${other}`,
  (code, other) => `if ${code}; then ${other}; fi`,
  (code, other) => `if ${other}; then ${code}; else ${other}; fi`,
  (code, other) => `while ${other}; do ${code}; done`,
  (code) => `for a in 1 2; do ${code}; done`,
  (code) => `case x in x) ${code} ;; esac`,
  (code) => `f() { ${code}; }; f`,
  (code) => `echo "$( ${code})"`,
  (code) => `x=$( ${code})`,
  (code) => `cat <( ${code})`,
  (code) => `! ${code}`,
  (code) => `${code} &`,
  (code) => `cat <<EOF\n$( ${code})\nEOF`,
  (code) => `[ -n "$( ${code})" ]`,
  (code) => `[[ -n "$( ${code})" ]]`,
  (code) => `echo "\${x:-$( ${code})}"`
]

/** In these, what a command prints is code, so that even one that only reads is not shown to. */
export const COUNTING: readonly ((code: string) => string)[] = [
  (code) => `(( x = $( ${code}) ))`,
  (code) => `echo "\${a[$( ${code})]}"`,
  (code) => `echo "\${x:$( ${code})}"`,
  (code) => `a[$( ${code})]=1`,
  (code) => `[[ $( ${code}) -eq 1 ]]`,
  (code) => `for ((i = $( ${code}); i < 1; i++)); do :; done`,
  (code) => `[[ 'a[$( ${code})]' -eq 1 ]]`,
  (code) => `x='a[$( ${code})]'; (( x ))`,
  (code) => `x='a[$( ${code})]'; echo "\${!x}"`,
  (code) => `test -v 'a[$( ${code})]'`,
  (code) => `unset 'a[$( ${code})]'`
]
