/**
 * The licenses whose text a new pack or a draft brings along: short ones, and one's own.
 */
import { MARK } from './mark.js'

export const LICENSE_IDS = ['MIT', 'ISC', '0BSD', 'LicenseRef-Proprietary'] as const
export type LicenseId = (typeof LICENSE_IDS)[number]

/** Whether the text of a license is known. */
export function isLicenseId(id: string | null): id is LicenseId {
  return LICENSE_IDS.some((known) => known === id)
}

/**
 * The text of LICENSE.txt.
 * @param id The license.
 * @param year The year of the copyright.
 * @param owner Who holds it.
 */
export function licenseText(id: LicenseId, year: string, owner: string): string {
  const copyright = `Copyright (c) ${year} ${owner}`
  return `${[...(id === 'MIT' || id === 'ISC' ? [`${id} License`] : []), copyright, ...TERMS[id]].join('\n\n')}\n`
}

/** What ISC and 0BSD share. */
const NO_WARRANTY = `THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR
OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.`

/** The terms, by paragraphs, as https://spdx.org/licenses has them. */
const TERMS: Readonly<Record<LicenseId, readonly string[]>> = {
  MIT: [
    `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:`,
    `The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.`,
    `THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`
  ],
  ISC: [
    `Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.`,
    NO_WARRANTY
  ],
  '0BSD': [
    `Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted.`,
    NO_WARRANTY
  ],
  'LicenseRef-Proprietary': [
    'All rights reserved.',
    `${MARK} the terms under which this runbook may be used, or the place where they stand.`
  ]
}
