// Stability of connections: how many were opened, used again, refused, reset and dropped in each minute, and how full their pool was.
// Stable when no minute was unstable (connection-minutes.ts). Units: counts per minute. Source: 001 §connections.

import { say, showCount, showPercent } from '#lib/core/number-format.ts'
import type { Analysis, Figure } from './analysis.ts'
import { chartOf, tableOf } from './connection-chart.ts'
import {
  type ConnectionMinute,
  isCounted,
  minutesOf,
  sumOf,
  TROUBLE,
  type Trouble,
  worstBy,
} from './connection-minutes.ts'
import { sayStable, sayUnstable } from './connection-sentence.ts'
import { analysis, atClock, figure, plural, unknown } from './figure.ts'
import type { RunData } from './run-data.ts'

const HEAD = {
  key: 'connections',
  title: 'Stability of connections',
  howToRead:
    'Connections opened and used again in each minute, the most open at one time, and those refused, reset or timed out. A target that is restarted shows as a minute of its own: its connections are dropped while in use, refused, and opened anew. A pool that runs dry shows as requests that waited. Refused counts names not found and TLS refused, too; reset counts connections cut within an answer.',
}
/** Of a run with more minutes the table lists those that were unstable. */
const MOST_ROWS = 240

const NAMES: Record<Trouble, string> = {
  refused: 'Refused',
  reset: 'Reset',
  truncated: 'Cut',
  dns: 'Name not found',
  tls: 'TLS refused',
  timeout: 'Timed out',
}
export function analyseConnections({ points }: RunData): Analysis {
  const minutes = minutesOf(points)
  if (minutes.length === 0) return unknown(HEAD, 'Nothing was sent, so nothing is known of connections.')
  const bad = minutes.filter(({ unstable }) => unstable !== null)
  const own = points.reduce((sum, { localSocketErrors }) => sum + localSocketErrors, 0)
  return analysis(HEAD, {
    tone: bad.length === 0 ? 'good' : 'bad',
    sentence: bad.length === 0 ? sayStable(minutes) : sayUnstable(minutes, bad),
    figures: [
      figure('unstable', 'Unstable minutes', bad.length, 'count', { note: `of ${minutes.length}` }),
      ...usedFigures(minutes),
      ...TROUBLE.map((name) =>
        figure(
          name,
          NAMES[name],
          sumOf(minutes, ({ byClass }) => byClass[name]),
          'count',
        ),
      ).filter(({ value }) => value),
      ...poolFigures(minutes),
      figure('local', 'Without a socket of this machine', own, 'count'),
    ],
    chart: chartOf(minutes),
    table: tableOf(minutes.length > MOST_ROWS ? bad.slice(0, MOST_ROWS) : minutes),
    suggestion: bad.length === 0 ? null : suggest(minutes, bad),
  })
}

function usedFigures(minutes: readonly ConnectionMinute[]): Figure[] {
  if (!isCounted(minutes)) return [figure('opened', 'Opened and used again', null, 'count', { note: 'not counted' })]
  const [opened, reused] = [sumOf(minutes, (one) => one.opened), sumOf(minutes, (one) => one.reused)]
  const most = Math.max(...minutes.map((one) => one.most))
  return [
    figure('opened', 'Opened', opened, 'count', { note: `most open at one time: ${say(showCount(most))}` }),
    figure('reused', 'Requests on a connection used before', reused, 'count', {
      note: opened + reused > 0 ? say(showPercent(reused / (opened + reused), 1)) : 'no connection was opened',
    }),
    figure(
      'dropped',
      'Dropped by the target in use',
      sumOf(minutes, (one) => one.dropped),
      'count',
    ),
  ]
}

function poolFigures(minutes: readonly ConnectionMinute[]): Figure[] {
  const pools = minutes.map(({ poolUse }) => poolUse).filter((use) => use !== null)
  if (pools.length === 0) return []
  return [
    figure('pool', 'Pool taken, at most', Math.max(...pools), 'fraction'),
    figure(
      'waited',
      'Waited for a connection of the pool',
      sumOf(minutes, ({ waited }) => waited),
      'count',
    ),
  ]
}

function suggest(minutes: readonly ConnectionMinute[], bad: readonly ConnectionMinute[]): Analysis['suggestion'] {
  const total = sumOf(minutes, ({ trouble }) => trouble)
  const attempts = sumOf(minutes, (one) => one.attempts)
  const isPool = bad.every(({ unstable }) => unstable === 'pool')
  const worst = worstBy(bad, ({ trouble, waited }) => (isPool ? waited : trouble))
  return {
    title: `${bad.length} ${plural(bad.length, 'minute')} of unstable connections`,
    severity: total / attempts > 0.01 ? 'high' : 'medium',
    advice: isPool
      ? `Give the pool more connections, or find what held them from ${atClock(worst.atMs)} of the run.`
      : `Look at the target at ${atClock(worst.atMs)} of the run: a restart, a full backlog of connections, or a proxy that closes idle ones.`,
  }
}
