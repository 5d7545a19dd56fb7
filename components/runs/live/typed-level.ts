/** `300`, `1,200` or `300/s`; null when it is no number of 0 or more. */
export function levelOf(text: string): number | null {
  const digits = text
    .trim()
    .replace(/\s*(\/\s*s|users?|per second)$/i, '')
    .replaceAll(/[\s,](?=\d{3}\b)/g, '')
  return /^\d+(\.\d+)?$/.test(digits) ? Number(digits) : null
}
