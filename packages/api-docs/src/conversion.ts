/**
 * What typedoc shall see otherwise than it does by itself.
 */
import { Converter, ReferenceType, ReflectionKind, type Context, type SomeType } from 'typedoc'
import ts from 'typescript'

/** Longer types of schemas are read by nobody; the type that a schema infers says it better. */
const LONGEST_SCHEMA_TYPE = 160

/**
 * Shows types as they are written. The compiler resolves what zod infers to an object without a name, so that a
 * function that returns a `Runbook` would be said to return an `object`.
 */
export function asDeclared(converter: Converter): void {
  const written = (context: Context, node: ts.Node | undefined): SomeType | undefined => {
    const type: unknown = node !== undefined && 'type' in node ? node.type : undefined
    return isTypeNode(type) ? context.converter.convertType(context, type) : undefined
  }
  converter.on(Converter.EVENT_CREATE_SIGNATURE, (context, signature, node) => {
    const type = written(context, node)
    if (type !== undefined) signature.type = type
  })
  converter.on(Converter.EVENT_CREATE_PARAMETER, (context, parameter, node) => {
    const type = written(context, node)
    if (type !== undefined) parameter.type = type
  })
  converter.on(Converter.EVENT_CREATE_DECLARATION, (context, declaration) => {
    const node = context.getSymbolFromReflection(declaration)?.valueDeclaration
    if (node === undefined || !ts.isPropertySignature(node)) return
    const type = written(context, node)
    if (type !== undefined) declaration.type = type
  })
}

function isTypeNode(value: unknown): value is ts.TypeNode {
  return typeof value === 'object' && value !== null && 'kind' in value && ts.isTypeNode(value as ts.Node)
}

/** Leads from a type of another package of ours to its page. */
export function linkPackages(converter: Converter): void {
  converter.addUnknownSymbolResolver(({ moduleSource, symbolReference }) => {
    const folder = /^@keys\/([\w-]+)$/.exec(moduleSource ?? '')?.[1]
    const name = symbolReference?.path?.[0]?.path
    return folder === undefined || name === undefined ? undefined : `page:${folder}.md#${name.toLowerCase()}`
  })
}

/** Leaves out of the types of schemas what is too long to be read. */
export function shortenSchemas(converter: Converter): void {
  converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Variable)) {
      const type = reflection.isDeclaration() ? reflection.type : undefined
      const isSchema = type instanceof ReferenceType && type.name.startsWith('Zod')
      if (isSchema && type.toString().length > LONGEST_SCHEMA_TYPE) delete type.typeArguments
    }
  })
}
