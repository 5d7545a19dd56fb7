// Graceful degradation: what a target does with more than it can answer.
//   beyond the limit = held stages that offered more than the target answered in any stage (offered > 1.05 × the best rate of ok answers)
//   kept = rate of ok answers there ÷ the best of the stages within the limit; not known where none of these came near the limit
//   orderly = refusals it answered (429, 503) ÷ all that was not answered well there; the rest were other errors, resets, refused
//   connections, timeouts, cut answers, and requests dropped as too many were waiting
// It sheds load when at least 80 % of the throughput is kept and at least 90 % of the rest was refused in order; else it collapses or
// lets requests wait in vain. Units: requests per second; fractions. Source: Google SRE book, ch. 21–22.

import { say, showCount, showPercent, showRate } from '#lib/core/number-format.ts'
import type { MergedWindow } from '#lib/runs/window.ts'
import type { Analysis } from './analysis.ts'
import { analysis, figure } from './figure.ts'
import type { RunData, StageWindow } from './run-data.ts'

const HEAD = {
  key: 'degradation',
  title: 'Beyond the limit',
  howToRead:
    'A target in good order refuses at once what it cannot answer and keeps answering the rest. One that collapses answers less than before, or lets requests wait until they time out.',
}
const BEYOND = 1.05
const KEPT = 0.8
const ORDERLY = 0.9
const SHORTEST_MS = 2000

export interface Degradation {
  /** The most that was answered well within the limit; null when no stage came near it. */
  bestPerSecond: number | null
  offeredPerSecond: number
  okPerSecond: number
  kept: number | null
  orderly: number
  disorderly: number
  /** null when everything was answered well. */
  orderlyShare: number | null
}

/** null when no stage offered more than the target answered. */
export function measureDegradation(stages: readonly StageWindow[]): Degradation | null {
  const levels = stages.filter(({ fromMs, toMs, stage }) => toMs - fromMs >= SHORTEST_MS && stage.from === stage.to)
  const rate = ({ window, fromMs, toMs }: StageWindow, of: (window: MergedWindow) => number) =>
    of(window) / ((toMs - fromMs) / 1000)
  const best = Math.max(0, ...levels.map((one) => rate(one, ({ counts }) => counts.ok)))
  const beyond = levels.filter((one) => rate(one, ({ counts }) => counts.offered) > best * BEYOND)
  if (beyond.length === 0 || best === 0) return null
  const seconds = beyond.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / 1000
  const sum = (of: (window: MergedWindow) => number) => beyond.reduce((total, { window }) => total + of(window), 0)
  const lost = sum(({ counts }) => counts.failed + counts.droppedTarget + counts.interrupted)
  // Where a scenario expects refusals they are not failures.
  const orderly = Math.min(
    lost,
    sum(({ counts }) => counts.refusals),
  )
  const okPerSecond = sum(({ counts }) => counts.ok) / seconds
  const within = levels.filter((one) => !beyond.includes(one))
  const reached = Math.max(0, ...within.map((one) => rate(one, ({ counts }) => counts.ok)))
  const bestPerSecond = reached > 0 && okPerSecond <= reached * BEYOND ? reached : null
  return {
    bestPerSecond,
    offeredPerSecond: sum(({ counts }) => counts.offered) / seconds,
    okPerSecond,
    kept: bestPerSecond === null ? null : okPerSecond / bestPerSecond,
    orderly,
    disorderly: lost - orderly,
    orderlyShare: lost > 0 ? orderly / lost : null,
  }
}

export function analyseDegradation({ stages, load }: RunData): Analysis | null {
  if (load.model === 'users') return null
  const found = measureDegradation(stages)
  if (!found) return null
  const { kept, orderlyShare, orderly, disorderly, bestPerSecond, okPerSecond, offeredPerSecond } = found
  const isKept = kept === null || kept >= KEPT
  const isOrderly = orderlyShare !== null && orderlyShare >= ORDERLY
  const isGraceful = isKept && isOrderly
  const beyond = `Beyond its limit (${say(showRate(offeredPerSecond))} offered) it`
  const throughput =
    kept === null
      ? `${beyond} answered ${say(showRate(okPerSecond))} well`
      : `${beyond} kept ${say(showPercent(kept, 1))} of its best ${say(showRate(bestPerSecond))}`
  const refused =
    orderlyShare === null
      ? 'and refused nothing: what it could not answer waited'
      : `and refused ${say(showPercent(orderlyShare, 1))} of the rest in order`
  return analysis(HEAD, {
    tone: isGraceful ? 'good' : 'bad',
    sentence: `${throughput} ${refused}. ${isGraceful ? 'It sheds load.' : isKept ? 'It lets requests wait in vain.' : 'It collapses.'}`,
    figures: [
      figure(
        'kept',
        'Throughput kept',
        kept,
        'fraction',
        kept === null ? { note: 'no stage came near the limit' } : {},
      ),
      figure('orderly-share', 'Refused in order', orderlyShare, 'fraction', { note: 'of what was not answered well' }),
      figure('orderly', 'Answered 429 or 503', orderly, 'count'),
      figure('disorderly', 'Other errors, resets, timeouts, drops', disorderly, 'count'),
      figure('best', 'Best rate', bestPerSecond, 'perSecond'),
      figure('beyond', 'Rate beyond the limit', okPerSecond, 'perSecond'),
    ],
    chart: {
      x: { label: 'Offered', unit: 'perSecond' },
      y: { label: 'Answered well', unit: 'perSecond' },
      lines: [{ key: 'ok', label: 'Answered well', kind: 'dots', points: dots(stages) }],
      marks: bestPerSecond === null ? [] : [{ axis: 'y', at: bestPerSecond, label: 'best', tone: 'target' }],
    },
    suggestion: isGraceful
      ? null
      : {
          title: isKept
            ? `${say(showCount(disorderly))} requests waited in vain beyond the limit`
            : 'The target collapses beyond its limit',
          severity: isKept ? 'medium' : 'high',
          advice:
            'Refuse early with 429 or 503 once queues are full, bound the queues, and give up work nobody waits for any more.',
        },
  })
}

const dots = (stages: readonly StageWindow[]) =>
  stages
    .filter(({ stage, fromMs, toMs }) => stage.from === stage.to && toMs - fromMs >= SHORTEST_MS)
    .map(({ window: { counts }, fromMs, toMs }) => {
      const seconds = (toMs - fromMs) / 1000
      return { x: counts.offered / seconds, y: counts.ok / seconds }
    })
    .sort((a, b) => a.x - b.x)
