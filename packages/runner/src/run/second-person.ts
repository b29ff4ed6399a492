/**
 * Whether a text asks for a second person.
 */

const SECOND_PERSON =
  /\b(?:a|the|another|one more) ?second (?:person|pair of eyes|engineer|operator|responder)\b|\bsecond (?:person|pair of eyes)\b|\b(?:another|a different|one other) (?:person|engineer|operator|responder|colleague)\b|\b(?:a|your) colleague (?:has |agrees|approves|confirms|reads|looks)|\b(?:somebody|someone) else (?:has |agrees|approves|confirms|reads)|\btwo (?:people|persons|engineers|operators) (?:have |agree|approve|confirm)|\b(?:two|2)[- ]person (?:rule|integrity|approval|review)|\bfour[- ]eyes?\b/i

/**
 * Whether a precondition has to be agreed to by a second person, such as "a second person agrees".
 * @param text The precondition, without markup.
 */
export function asksForSecondPerson(text: string): boolean {
  return SECOND_PERSON.test(text)
}

/**
 * Whether a name is that of somebody else.
 * @param name The name that was given.
 * @param own The names of whoever answers.
 */
export function isSomebodyElse(name: string, own: readonly string[]): boolean {
  const given = name.trim().toLowerCase()
  return given !== '' && own.every((other) => other.trim().toLowerCase() !== given)
}
