// Random numbers that repeat under one text, so that what is drawn while a plan is compiled is the same wherever it is compiled.
// FNV-1a turns the text into 32 bits, Mulberry32 goes on from there: few numbers are drawn, speed and period do not matter.

import type { RandomSource } from './pacer.ts'

/** Uniform numbers in [0, 1); the same text gives the same ones. */
export function seededRandom(seed: string): RandomSource {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0
      let bits = Math.imul(state ^ (state >>> 15), state | 1)
      bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
      return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296
    },
  }
}

/**
 * Starts of `count` stretches of `lengthMs` at random places within `withinMs`, in order, in ms. Before each lies at least half of an
 * even gap, so that they never touch; where there is room they begin at whole seconds. Throws RangeError when they do not fit.
 */
export function randomStarts(count: number, lengthMs: number, withinMs: number, random: RandomSource): number[] {
  const slackMs = withinMs - count * lengthMs
  if (slackMs <= 0) throw new RangeError(`${count} times ${lengthMs} ms do not fit into ${withinMs} ms`)
  const gapMs = slackMs / (2 * (count + 1))
  const drawn = Array.from({ length: count }, () => random.next() * gapMs * (count + 1)).sort((a, b) => a - b)
  const stepMs = gapMs >= 2000 ? 1000 : 1
  return drawn.map((offsetMs, index) => {
    const startMs = offsetMs + gapMs * (index + 1) + lengthMs * index
    return Math.round(startMs / stepMs) * stepMs
  })
}
