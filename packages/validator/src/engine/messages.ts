/**
 * The texts of a rule: a table of message ids, with placeholders in braces.
 */

/** One message of a rule. All three texts may hold placeholders, such as `{name}`. */
export interface Message {
  /** What is wrong: a sentence. */
  message: string
  /** What was expected: words that go on after "Expected". */
  expected: string
  /** How to fix it: a sentence in the imperative. */
  help: string
}

/** The messages of a rule, by id. */
export type MessageTable = Readonly<Record<string, Message>>

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** The values that a message needs: exactly its placeholders. */
export type MessageData<M extends Message> = { readonly [Name in NamesIn<M[keyof Message]>]: string | number }

/** Longer values are cut, because a hostile file may put a megabyte into a field. */
const MAX_VALUE = 200

/** The values of a message as text, each at a length that can be shown. */
export function textsOf(data: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const text = String(value)
      return [name, text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text]
    })
  )
}
