/** From what fails a validation to what is only worth knowing. Without zod: findings that are kept are shown without it. */
export const SEVERITIES = ['error', 'warning', 'information'] as const
