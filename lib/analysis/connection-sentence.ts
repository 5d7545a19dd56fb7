// What the minutes of a run say of its connections, in one sentence.

import { say, showCount, showPercent } from '#lib/core/number-format.ts'
import { type ConnectionMinute, isCounted, sumOf, type Unstable, worstBy } from './connection-minutes.ts'
import { atClock, plural } from './figure.ts'

export function sayStable(minutes: readonly ConnectionMinute[]): string {
  const total = sumOf(minutes, ({ trouble }) => trouble)
  const [opened, reused] = [sumOf(minutes, (one) => one.opened), sumOf(minutes, (one) => one.reused)]
  const used = isCounted(minutes)
    ? `${say(showCount(opened))} ${plural(opened, 'was', 'were')} opened and ${reused === 0 ? 'none used again' : `used again for ${say(showCount(reused))} ${plural(reused, 'request')}`}; `
    : ''
  const few =
    total === 0
      ? 'none was refused, reset, cut or timed out'
      : `${say(showCount(total))} ${plural(total, 'was', 'were')} refused, reset, cut or timed out, fewer than 1 in 1,000 in every minute`
  return `Connections were stable: ${used}${few}.`
}

/** Nothing waited in a minute in which nothing was sent. */
const waitedShare = ({ waited, sent }: ConnectionMinute): number => waited / Math.max(1, sent)

const SAY: Record<Unstable, (minutes: readonly ConnectionMinute[]) => string> = {
  trouble: (minutes) => {
    const worst = worstBy(minutes, ({ trouble }) => trouble)
    const share = say(showPercent(worst.trouble / worst.attempts, 1))
    const total = say(showCount(sumOf(minutes, ({ trouble }) => trouble)))
    return `${total} refused, reset, cut or timed out, most in the minute from ${atClock(worst.atMs)} (${share} of its attempts)`
  },
  dropped: (minutes) => {
    const worst = worstBy(minutes, ({ dropped }) => dropped)
    const total = say(showCount(sumOf(minutes, ({ dropped }) => dropped)))
    return `${total} dropped by the target while in use, most in the minute from ${atClock(worst.atMs)}`
  },
  pool: (minutes) => {
    const worst = worstBy(minutes, waitedShare)
    const share = say(showPercent(waitedShare(worst), 1))
    return `the pool ran dry, most in the minute from ${atClock(worst.atMs)}: ${share} of its requests waited for a connection`
  },
}

export function sayUnstable(minutes: readonly ConnectionMinute[], bad: readonly ConnectionMinute[]): string {
  const kinds = (Object.keys(SAY) as Unstable[]).filter((kind) => bad.some(({ unstable }) => unstable === kind))
  const told = kinds.map((kind) => SAY[kind](minutes)).join('; ')
  return `Connections were unstable in ${bad.length} of ${minutes.length} ${plural(minutes.length, 'minute')}: ${told}.`
}
