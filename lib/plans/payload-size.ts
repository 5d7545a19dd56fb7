// What the bodies of a payload class weigh, in bytes: `1KB`, or from – to as `1KB-4KB`, `1-4KB`, `1KB to 4KB`.

import { parseSize } from '#lib/core/units.ts'

export type PayloadSize = { ok: true; leastBytes: number; mostBytes: number } | { ok: false; message: string }

/** Reads one size or a range; a range must rise. */
export function parsePayloadSize(text: string): PayloadSize {
  const [, first = text, second] = /^(.+?)\s*(?:-|–|\bto\b)\s*(.+)$/.exec(text.trim()) ?? []
  const most = parseSize(second ?? first)
  if (!most.ok) return most
  if (second === undefined) return { ok: true, leastBytes: most.value, mostBytes: most.value }
  const isBare = /^[\d.,]+$/.test(first.trim())
  const least = parseSize(isBare ? `${first}${/[a-z]+$/i.exec(second.trim())?.[0] ?? ''}` : first)
  if (!least.ok) return least
  if (least.value > most.value) {
    return { ok: false, message: `"${text.trim()}" falls; write the smaller size first, for example 1KB-4KB` }
  }
  return { ok: true, leastBytes: least.value, mostBytes: most.value }
}
