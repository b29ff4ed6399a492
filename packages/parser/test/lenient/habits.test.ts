/**
 * Habits of people who write runbooks, each with the steps that a reader sees. The texts are our own.
 */
import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../../src/index.ts'

const stepsOf = (text: string): string[] => parseRunbook(`# T\n\n${text}\n`).steps.map(({ title }) => title)

describe('what is a step', () => {
  test.each<[string, string, string[]]>([
    [
      'numbered headings of which most tell something to do',
      '## Rotate the secret\n\n### 1. Open the console\n\nLog in.\n\n### 2. The second pair\n\nSomebody watches.\n\n### 3. Save the value\n\nPaste it.',
      ['Open the console', 'The second pair', 'Save the value']
    ],
    [
      'names in bold whose lists say what to do',
      '## Workflow steps & diagram\n\n1. **Context:**\n   - Get the case.\n   - Read the alert.\n2. **Source of the call:**\n   - Look up the address.\n3. **Completion:** the case is closed.',
      ['Context', 'Source of the call', 'Completion']
    ],
    [
      'bullets below a label of steps',
      '## Phase 2: Contain\n\n- **Objective:** the account is shut.\n- **Steps:**\n  1. Disable the account.\n  2. Revoke its sessions.',
      ['Disable the account', 'Revoke its sessions']
    ],
    [
      'a heading that tells something, with words that tell it',
      '## Tell the users\n\nFollow the guide for messages and say when it will be over.',
      ['Tell the users']
    ],
    [
      'bullets that are announced as things to do',
      'The viewer shows all queues.\n\nTo sort them by size:\n\n- Press `o`\n- Choose the column `SIZE`\n- Press enter',
      ['Press o', 'Choose the column SIZE', 'Press enter']
    ],
    [
      'a paragraph that is nothing but a command',
      '## Admin access\n\nGet a token of one hour:\n\n`vault login --method=sso`\n\n## Signing in\n\nSign in with the token:\n\n`kubectl login --sso`',
      ['Get a token of one hour', 'Signing in']
    ],
    [
      'a later sentence of a section that holds steps',
      '## Diagnosis\n\nThe agent may be down. Inspect the events of its namespace for the reason.',
      ['Inspect the events of its namespace for the reason']
    ],
    [
      'Italian',
      '## Procedura\n\n1. Apri la pagina del servizio\n2. Riavvia il processo',
      ['Apri la pagina del servizio', 'Riavvia il processo']
    ],
    ['Dutch', '## Stappen\n\n1. Open de pagina\n2. Herstart de dienst', ['Open de pagina', 'Herstart de dienst']],
    [
      'Polish',
      '## Kroki\n\n1. Otwórz stronę\n2. Uruchom usługę ponownie',
      ['Otwórz stronę', 'Uruchom usługę ponownie']
    ],
    [
      'Russian',
      '## Диагностика\n\n1. Открой страницу очереди\n2. Проверь журнал',
      ['Открой страницу очереди', 'Проверь журнал']
    ],
    [
      'Korean',
      '## 절차\n\n1. 대기열 상태를 확인합니다\n2. 작업자를 다시 시작합니다',
      ['대기열 상태를 확인합니다', '작업자를 다시 시작합니다']
    ],
    ['a short German text', '## Vorgehen\n\n1. Öffne die Seite\n2. Starte neu', ['Öffne die Seite', 'Starte neu']]
  ])('%s', (_, text, titles) => {
    expect(stepsOf(text)).toEqual(titles)
  })
})

describe('what is no step', () => {
  test.each([
    [
      'what a program does',
      'Once started, the job will:\n\n- Create the files.\n- Update the policies.\n- Open a request.'
    ],
    [
      'numbered headings of a description',
      '## How it works\n\n### 1. The queue\n\nIt holds jobs.\n\n### 2. The workers\n\nThey take jobs.\n\n### 3. The store\n\nIt keeps results.'
    ],
    [
      'a name that begins like a verb',
      '## Scopes\n\n- read:options is needed by the viewer\n- update:options can only change the viewer'
    ],
    ['a pointer', '## How to resolve specific issues\n\nPlease see the handbook for all other cases.']
  ])('%s', (_, text) => {
    expect(stepsOf(text)).toEqual([])
  })
})
