/**
 * Fields of schemas as their sources say them: the description that `.describe()` gives, and the name of the type that
 * another schema infers, where the compiler only sees an object.
 */
import {
  ArrayType,
  Comment,
  Converter,
  IntrinsicType,
  ReferenceType,
  UnionType,
  type DeclarationReflection,
  type ProjectReflection,
  type SomeType
} from 'typedoc'
import ts from 'typescript'

/** Names the types of fields and describes them, all over a project. */
export function nameFields(converter: Converter): void {
  const fields = new Map<DeclarationReflection, ts.Expression>()
  converter.on(Converter.EVENT_CREATE_DECLARATION, (context, declaration) => {
    const node = context.getSymbolFromReflection(declaration)?.declarations?.[0]
    if (node !== undefined && ts.isPropertyAssignment(node)) fields.set(declaration, node.initializer)
  })
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const [declaration, expression] of fields) {
      const description = descriptionIn(expression)
      if (description !== null) declaration.comment = new Comment([{ kind: 'text', text: description }])
      delete declaration.defaultValue
      const type = typeOf(expression, project)
      if (type === null) continue
      if (declaration.type !== undefined) project.removeTypeReflections(declaration.type)
      declaration.type = type
    }
    fields.clear()
  })
}

/** The calls that a schema is made by, such as `positionSchema.nullable().describe('...')`, from the outermost in. */
function* callsIn(expression: ts.Expression): Generator<{ name: string; call: ts.CallExpression; on: ts.Expression }> {
  let call = expression
  while (ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)) {
    const on = call.expression.expression
    yield { name: call.expression.name.text, call, on }
    call = on
  }
}

function descriptionIn(expression: ts.Expression): string | null {
  for (const { name, call } of callsIn(expression)) {
    const [argument] = call.arguments
    if (name === 'describe' && argument !== undefined && ts.isStringLiteralLike(argument)) return argument.text
  }
  return null
}

/** The type in names; null where the source names none. */
function typeOf(expression: ts.Expression, project: ProjectReflection): SomeType | null {
  if (ts.isIdentifier(expression)) return inferredBy(expression.text, project)
  const outermost = callsIn(expression).next().value
  if (outermost === undefined) return null
  const { name, call, on } = outermost
  const [argument] = call.arguments
  if (name === 'array' && argument !== undefined) {
    const element = typeOf(argument, project)
    return element && new ArrayType(element)
  }
  const isSame = ['describe', 'optional', 'min', 'meta', 'readonly', 'default'].includes(name)
  const inner = isSame || name === 'nullable' ? typeOf(on, project) : null
  return inner !== null && name === 'nullable' ? new UnionType([inner, new IntrinsicType('null')]) : inner
}

/** The type that `positionSchema` infers is called `Position`. */
function inferredBy(schema: string, project: ProjectReflection): SomeType | null {
  const name = /^(\w)(\w*)Schema$/.exec(schema)
  if (name === null) return null
  const type = `${name[1]?.toUpperCase()}${name[2]}`
  const target = project.getChildByName([type])
  return target === undefined ? null : ReferenceType.createResolvedReference(type, target, project)
}
