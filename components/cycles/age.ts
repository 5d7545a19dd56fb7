/** `12 min`, `5 h`, `3 days` since a moment; `now` in milliseconds. */
export function sayAge(iso: string, now = Date.now()): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000))
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes}\u00a0min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours}\u00a0h`
  const days = Math.floor(hours / 24)
  return days === 1 ? '1\u00a0day' : `${days}\u00a0days`
}
