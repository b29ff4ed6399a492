import { preparePack, memoryFiles, readPack } from '../../src/core.js'

// Rules are synchronous and so are their tests: all parsers are there before the first.
const fences = ['sql', 'js', 'ts'].map((language) => `\`\`\`${language}\n\`\`\`\n`).join('\n')
await preparePack(readPack(memoryFiles({ 'README.md': fences }), { folder: 'all-languages' }))
