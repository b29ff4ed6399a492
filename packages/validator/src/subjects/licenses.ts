import parseExpression from 'spdx-expression-parse'

/** Deeper expressions than anybody writes; the parser calls itself for each pair of parentheses. */
const MAX_EXPRESSION = 500

/** Words that a license's text holds and no other's does, in lower case and with single spaces. */
const MARKS: readonly (readonly [id: string, ...words: string[]])[] = [
  ['Apache-2.0', 'apache license', 'version 2.0'],
  ['MPL-2.0', 'mozilla public license', 'version 2.0'],
  ['AGPL-3.0', 'gnu affero general public license', 'version 3'],
  ['LGPL-3.0', 'gnu lesser general public license', 'version 3'],
  ['GPL-3.0', 'gnu general public license', 'version 3'],
  ['GPL-2.0', 'gnu general public license', 'version 2'],
  ['CC0-1.0', 'cc0 1.0 universal'],
  ['CC-BY-NC-SA-4.0', 'attribution-noncommercial-sharealike 4.0 international'],
  ['CC-BY-NC-4.0', 'attribution-noncommercial 4.0 international'],
  ['CC-BY-SA-4.0', 'attribution-sharealike 4.0 international'],
  ['CC-BY-4.0', 'attribution 4.0 international'],
  ['MIT', 'permission is hereby granted, free of charge', 'the above copyright notice and this permission notice'],
  ['BSD-3-Clause', 'redistribution and use in source and binary forms', 'neither the name of'],
  ['BSD-2-Clause', 'redistribution and use in source and binary forms'],
  [
    'ISC',
    'permission to use, copy, modify, and/or distribute this software',
    'provided that the above copyright notice'
  ],
  ['0BSD', 'permission to use, copy, modify, and/or distribute this software'],
  ['Unlicense', 'this is free and unencumbered software released into the public domain']
]

/**
 * The licenses that an SPDX expression names.
 * @returns Null when it is not an SPDX expression.
 */
export function licensesOf(expression: string): string[] | null {
  if (expression.length > MAX_EXPRESSION) return null
  try {
    return idsIn(parseExpression(expression))
  } catch {
    return null
  }
}

/**
 * The license whose text this is.
 * @returns Its identifier without `-only` and `-or-later`, which share a text; null for a text that is not known.
 */
export function licenseOfText(text: string): string | null {
  const words = text.toLowerCase().replaceAll(/\s+/g, ' ')
  return MARKS.find(([, ...marks]) => marks.every((mark) => words.includes(mark)))?.[0] ?? null
}

/** Whether the text of a license is known. */
export function isKnownLicense(id: string): boolean {
  return MARKS.some(([known]) => known === textIdOf(id))
}

/** The identifier under which the text of a license is known. */
export function textIdOf(id: string): string {
  return id.replace(/-only$|-or-later$|\+$/, '')
}

function idsIn(node: parseExpression.Info): string[] {
  return 'license' in node ? [node.license] : [...idsIn(node.left), ...idsIn(node.right)]
}
