export { toCacao, type CacaoExport, type CacaoOptions, type ExportedRunbook } from './cacao.js'
export type { CacaoAgent, CacaoCommand, CacaoPlaybook, CacaoProfile, CacaoStep, CacaoVariable } from './cacao-types.js'
export { checkCacao, type CacaoProblem } from './check-cacao.js'
export { skillFile, skillOf, type SkillFile } from './skill.js'
