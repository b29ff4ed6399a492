import { referenceNamesOf, type Catalog, type CatalogEntry } from '../dist/index.js'
import { code, table } from './markdown.ts'

type NodeEntry = Exclude<CatalogEntry, { tool: 'jupyter' }>
type JupyterEntry = Extract<CatalogEntry, { tool: 'jupyter' }>

/** The Node and Next keys of a catalog, as a table for the authors of runbooks. */
export function nodeKeyTable(catalog: Catalog): string {
  const keys = catalog.keys.filter((key): key is NodeEntry => key.tool !== 'jupyter')
  return table(
    ['key, as a pack writes it', 'type', 'question it answers', 'what it does', 'needs'],
    keys.map((key) => [
      referenceNamesOf(key).map(code).join(' or '),
      key.key_type.join(', '),
      key.question ?? '',
      key.description,
      key.required_env.map(code).join(', ')
    ])
  )
}

/** The Jupyter keys of a catalog, as a table for the authors of runbooks. */
export function jupyterKeyTable(catalog: Catalog): string {
  const keys = catalog.keys.filter((key): key is JupyterEntry => key.tool === 'jupyter')
  return table(
    ['key', 'question it answers', 'input', 'output'],
    keys.map((key) => [code(key.slug), key.question ?? '', key.inputs.join(', '), key.outputs.join(', ')])
  )
}
