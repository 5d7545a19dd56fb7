// Load that was offered and not sent, by whose fault. The generator's own loss makes it an instrument in doubt: invalid above 1 % of what
// was offered, suspect above 0.1 %. A target that leaves the in-flight limit full has failed itself, and is told so beside.
// Utilisation, CPU and local sockets explain a loss, they never convict.

import { say, showCount, showPercent, showRate } from '#lib/core/number-format.ts'
import { type Doubt, type GeneratorRow, partName, spanOf, spanText, statusOf, sumOf, worstShard } from './doubt.ts'
import type { Evidence } from './evidence.ts'

const LOSS_INVALID = 0.01
/** From here on a loop or a CPU is said to be busy. */
const BUSY = 0.8

export function generatorLoss(evidence: Evidence): Doubt | null {
  const offered = sumOf(evidence.generator, 'offered')
  const share = offered > 0 ? sumOf(evidence.generator, 'droppedGenerator') / offered : 0
  const status = statusOf(share, LOSS_INVALID, false)
  if (!status) return null
  const { index, rows } = worstShard(evidence, (some) => sumOf(some, 'droppedGenerator'))
  const hit = rows.filter((row) => row.droppedGenerator > 0)
  const { first, last } = spanOf(hit)
  const within = rows.filter(({ second }) => second >= first && second <= last)
  const perSecond = (field: 'offered' | 'sent') => say(showRate(sumOf(within, field) / (last - first + 1)))
  const who = evidence.shards > 1 ? `The generator on ${partName(evidence, index)},` : 'The generator'
  const whole = evidence.shards > 1 ? 'all workers together lost' : 'it lost'
  return {
    status,
    reason: `${who} offered ${perSecond('offered')} and sent ${perSecond('sent')} ${spanText(evidence, hit)}: ${whole} ${say(showPercent(share))} of the offered load${evidence.shards > 1 ? '' : ' itself'}${explained(hit)}.`,
  }
}

function explained(rows: readonly GeneratorRow[]): string {
  const busiest = rows.reduce((most, { utilisation }) => Math.max(most, utilisation), 0)
  const sockets = sumOf(rows, 'localSocketErrors')
  const why = [
    ...(busiest >= BUSY ? [`its loop was busy up to ${say(showPercent(busiest))} of the time`] : []),
    ...(sockets > 0 ? [`${say(showCount(sockets))} times the machine had no socket left`] : []),
  ]
  return why.length > 0 ? ` (${why.join(', ')})` : ''
}

/** What a reader should know of the target although the instrument is fine; null when it took all that was offered. */
export function targetSaturation(evidence: Evidence): string | null {
  const dropped = sumOf(evidence.generator, 'droppedTarget')
  if (dropped === 0) return null
  const hit = evidence.generator.filter((row) => row.droppedTarget > 0)
  const share = dropped / sumOf(evidence.generator, 'offered')
  const limit = say(showCount(evidence.load.maxInFlight))
  return `The target kept the limit of ${limit} requests in flight full ${spanText(evidence, hit)}: ${say(showCount(dropped))} could not be sent, ${say(showPercent(share))} of those offered. That is its own failure, and they count against it.`
}
