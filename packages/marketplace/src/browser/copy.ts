/**
 * Buttons that copy commands: exactly what stands in the text, also where signs are shown by their names.
 */
import { make } from './dom.js'

/** Gives every block of code a button. */
export function addCopyButtons(root: ParentNode): void {
  for (const block of root.querySelectorAll<HTMLPreElement>('pre.code')) {
    if (block.parentElement?.classList.contains('copyable') === true) continue
    const frame = make('div', 'copyable')
    block.replaceWith(frame)
    const button = make('button', 'copy', 'Copy')
    button.type = 'button'
    const status = make('span', 'copy-status')
    status.setAttribute('role', 'status')
    button.addEventListener('click', () => void copyBlock(block, button, status))
    frame.append(block, button, status)
  }
}

async function copyBlock(block: HTMLElement, button: HTMLButtonElement, status: HTMLElement): Promise<void> {
  const { text, unseen } = codeOf(block)
  const isCopied = await copyText(text)
  const warning = unseen === 0 ? '' : ` It holds ${unseen} unseen ${unseen === 1 ? 'sign' : 'signs'}.`
  button.textContent = isCopied ? 'Copied' : 'Copy'
  status.textContent = isCopied ? warning : 'This browser did not let the page copy. Select the text by hand.'
  setTimeout(() => {
    button.textContent = 'Copy'
    status.textContent = ''
  }, 4000)
}

/** The text of a block, with unseen signs as they are in it. */
function codeOf(block: HTMLElement): { text: string; unseen: number } {
  const copy = block.cloneNode(true) as HTMLElement
  const marks = [...copy.querySelectorAll<HTMLElement>('.unseen')]
  for (const mark of marks) mark.textContent = String.fromCodePoint(Number.parseInt(mark.dataset['sign'] ?? '0', 16))
  return { text: copy.textContent, unseen: marks.length }
}

/** Copies a text. On plain http there is no clipboard but that of a selection. */
async function copyText(text: string): Promise<boolean> {
  try {
    // Absent on plain http, whatever the types say.
    const clipboard = navigator.clipboard as Clipboard | undefined
    if (clipboard) {
      await clipboard.writeText(text)
      return true
    }
  } catch {
    // It may still be copied from a selection.
  }
  const field = make('textarea', 'offscreen')
  field.value = text
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  return isCopied
}
