/**
 * Places that belong to one program or format and leave no doubt: the password of a command line, of SQL, of `.netrc` and
 * `.pgpass`, of a Kubernetes Secret.
 */

const QUOTE = String.raw`(?:\\?["'])?`

/** What stands before a secret, and how the secret looks there; `named` groups are looked at once more. */
const SURROUNDINGS: readonly (readonly [lead: string, value: string, group?: string])[] = [
  // ALTER ROLE app PASSWORD 'x', IDENTIFIED BY 'x'
  [
    String.raw`\b(?:password|identified[ \t]{1,3}(?:with[ \t]{1,3}\w{1,40}[ \t]{1,3})?by)[ \t]{1,3}'`,
    String.raw`[^'\r\n]{3,256}(?=')`
  ],
  // .netrc, on one line or on several
  [String.raw`\blogin\s{1,8}[^\s"']{1,80}\s{1,8}password\s{1,8}`, String.raw`[^\s"'[][^\s"']{2,256}`],
  // mysql -px, sshpass -p x, redis-cli -a x
  [
    String.raw`\b(?:(?:mysql|mariadb)[\w-]{0,16}[ \t][^\r\n|;&]{0,200}(?<=[ \t])-p|sshpass[ \t]{1,3}-p[ \t]{0,3}|redis-cli[ \t][^\r\n|;&]{0,200}(?<=[ \t])(?:-a|--pass)[ \t]{1,3})${QUOTE}`,
    String.raw`(?!(?:rot|ort)(?:ocol)?[= ])[^\s"'<$[-][^\s"']{2,256}`
  ],
  // curl -u user:x
  [
    String.raw`[ \t](?:-u|--user|--proxy-user)[ \t=]{0,2}${QUOTE}[\w.@+-]{1,64}:`,
    String.raw`[^\s"'$<{:[]{3,256}`,
    'user'
  ],
  // user:x@tcp(host:3306)/db of Go, scott/x@//host of Oracle
  [String.raw`\b[\w.-]{1,64}:`, String.raw`[^\s@"':/\x60]{3,128}(?=@(?:tcp|unix)\()`],
  [String.raw`\b\w{1,64}\/`, String.raw`[^\s@"':/\x60]{3,128}(?=@\/\/[\w.-]{1,128}:\d)`],
  // kubectl create secret generic name --from-literal=key=x
  [
    String.raw`\bsecret[ \t][^\r\n]{0,200}--from-literal[= ]${QUOTE}[\w.-]{1,64}=`,
    String.raw`[^\s"'$<[][^\s"']{2,256}`
  ],
  // host:port:database:user:x of .pgpass
  [
    String.raw`^(?:[\w.*-]{1,128}|\/[\w./-]{1,128}):(?:\d{4,5}|\*):[\w.*$-]{1,63}:(?!error|warn|note|info|debug|fatal)[\w.*@-]{1,63}:`,
    String.raw`[^\s:[]{4,256}(?=\s|$)`,
    'line'
  ],
  // What stands behind an access key of AWS in its tables without names: the secret key, and the token of a session.
  [
    String.raw`(?:\b(?:AKIA|ASIA)[A-Z0-9]{12,24}|\[(?:hidden|secret)[^\]\r\n]{0,60}\])[ \t]{1,8}(?:[\d:T.Z+-]{8,35}[ \t]{1,8})?(?:[A-Za-z\d+/]{40}[ \t]{1,8})?`,
    String.raw`(?:[A-Za-z\d+/]{40}|[A-Za-z\d+/]{100,4096}={0,2})(?![A-Za-z\d+/=])`,
    'key'
  ],
  // The value of a parameter and of a secret there.
  [String.raw`\tSecureString\t`, String.raw`[^\s[][^\s]{3,511}`],
  [
    String.raw`^arn:aws[\w-]{0,16}:secretsmanager:[^\s]{1,200}\t[^\t\r\n]{1,40}\t[^\t\r\n]{1,120}\t`,
    String.raw`[^\s[{][^\s]{3,511}`,
    'line'
  ],
  // PWD={x} of ODBC
  [String.raw`\b(?:pwd|password)=\{`, String.raw`[^}\s]{4,128}(?=\})`, 'user'],
  // A code that is sent to a person, and good once.
  [
    String.raw`\b(?:t?otp|passcode|(?:one[- ]?time|verification|security|login|sign[- ]?in|mfa|2fa|two[- ]factor|auth(?:entication)?)[ _-]{0,2}(?:pass)?(?:code|password|pin))(?:[ _-]?code)?${QUOTE}[ \t]{0,3}(?:[=:]|is|was)[ \t]{0,3}${QUOTE}`,
    String.raw`(?:\d{6,8}|\d{3}-\d{3})(?![\w-])`
  ],
  // The code of OAuth on its way back.
  [String.raw`[?&]code=`, String.raw`[\w.~/%-]{20,512}`, 'code'],
  // The data of a Secret of Kubernetes on one line.
  [
    String.raw`"data":[ ]?\{(?:"[\w.-]{1,40}":[ ]?"[^"]{0,60}",){0,6}"[\w.-]{1,40}":[ ]?"`,
    String.raw`[A-Za-z\d+/]{6,}={0,2}(?=")`,
    'encoded'
  ]
]

/** A pattern of all these places, with a group for each kind that is looked at once more. */
export const SURE_PLACES = [...new Set(SURROUNDINGS.map(([, , group]) => group))]
  .map((group) => {
    const those = SURROUNDINGS.filter(([, , other]) => other === group)
    const pattern = those.map(([lead, value]) => `(?<=${lead})(?:${value})`).join('|')
    return group === undefined ? pattern : `(?<${group}>${pattern})`
  })
  .join('|')

/** A pattern of what stands before them. */
export const SURE_LEADS = SURROUNDINGS.map(([lead]) => lead).join('|')
