// Readable ASCII text of an exact size, for bodies that only need to weigh something.

import { Random } from '#lib/load/random.ts'

const WORDS =
  'order item price count north river signal paper garden window market stone cloud bridge letter engine'.split(' ')

function makeReservoir(): string {
  const random = new Random(20_11, 7)
  let text = ''
  while (text.length < 128 * 1024) text += `${WORDS[random.int(0, WORDS.length - 1)]} `
  return text
}

let reservoir = ''

/** `bytes` long, another piece of the same text each time. */
export function fillerText(bytes: number, random: Random): string {
  reservoir ||= makeReservoir()
  const start = random.int(0, reservoir.length - 1)
  if (start + bytes <= reservoir.length) return reservoir.slice(start, start + bytes)
  const rest = bytes - (reservoir.length - start)
  return reservoir.slice(start) + reservoir.repeat(Math.ceil(rest / reservoir.length)).slice(0, rest)
}

/** Bodies of a payload class: up to 16 different ones, made once, their sizes spread evenly over the range of the class. */
export function payloadBodies(
  { leastBytes, mostBytes }: { leastBytes: number; mostBytes: number },
  count: number,
  seed: number,
): string[] {
  const random = new Random(seed, leastBytes)
  const length = Math.max(1, Math.min(count, 16))
  const step = (mostBytes - leastBytes) / Math.max(1, length - 1)
  return Array.from({ length }, (_, index) => fillerText(Math.round(leastBytes + index * step), random))
}
