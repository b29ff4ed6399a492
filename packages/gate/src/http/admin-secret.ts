/** Whether somebody shows the admin secret. */
import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Compares without telling by time how much was right.
 * @param header The Authorization header.
 * @param secret The admin secret.
 */
export function isAdmin(header: string | undefined, secret: string): boolean {
  const shown = /^bearer +(.+)$/i.exec(header ?? '')?.[1] ?? ''
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(shown), digest(secret))
}
