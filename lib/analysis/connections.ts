// Stability of connections: what went wrong with them, minute by minute.
//   trouble = connections refused, reset or cut, names not found, TLS refused, and timeouts; local socket errors are this machine's own
//   stable when fewer than 1 in 1,000 attempts met trouble in every minute
// How many connections were opened and used again is not counted. Units: counts per minute. Source: 001 §connections.

import { say, showCount, showPercent } from '#lib/core/number-format.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { Analysis } from './analysis.ts'
import { analysis, atClock, figure, plural, unknown } from './figure.ts'
import { attemptsOf, type RunData, type RunPoint } from './run-data.ts'

const HEAD = {
  key: 'connections',
  title: 'Stability of connections',
  howToRead:
    'Refused, reset and cut connections and timeouts in each minute. A target that is restarted, or a pool that runs dry, shows as a minute of its own.',
}
const STABLE = 0.001
const TROUBLE = ['refused', 'reset', 'truncated', 'dns', 'tls', 'timeout'] as const satisfies ErrorClass[]

export interface ConnectionMinute {
  atMs: number
  attempts: number
  trouble: number
  byClass: Record<(typeof TROUBLE)[number], number>
}

export function minutesOf(points: readonly RunPoint[]): ConnectionMinute[] {
  const groups = Map.groupBy(points, ({ second }) => Math.floor(second / 60))
  return [...groups].map(([minute, group]) => {
    const of = (name: ErrorClass) => group.reduce((sum, { errors }) => sum + (errors[name] ?? 0), 0)
    const byClass = Object.fromEntries(TROUBLE.map((name) => [name, of(name)])) as ConnectionMinute['byClass']
    return {
      atMs: minute * 60_000,
      attempts: group.reduce((sum, point) => sum + attemptsOf(point), 0),
      trouble: TROUBLE.reduce((sum, name) => sum + byClass[name], 0),
      byClass,
    }
  })
}

export function analyseConnections({ points }: RunData): Analysis {
  const minutes = minutesOf(points).filter(({ attempts }) => attempts > 0)
  if (minutes.length === 0) return unknown(HEAD, 'Nothing was sent, so nothing is known of connections.')
  const bad = minutes.filter(({ trouble, attempts }) => trouble >= attempts * STABLE && trouble > 0)
  const worst = minutes.reduce((most, one) => (one.trouble > most.trouble ? one : most))
  const total = minutes.reduce((sum, { trouble }) => sum + trouble, 0)
  const waited = points.reduce((sum, { waitedForConnection }) => sum + waitedForConnection, 0)
  const own = points.reduce((sum, { localSocketErrors }) => sum + localSocketErrors, 0)
  const sum = (name: (typeof TROUBLE)[number]) => minutes.reduce((all, { byClass }) => all + byClass[name], 0)
  return analysis(HEAD, {
    tone: bad.length === 0 ? 'good' : 'bad',
    sentence:
      bad.length === 0
        ? `Connections were stable: ${total === 0 ? 'none was' : `${say(showCount(total))} ${plural(total, 'was', 'were')}`} refused, reset, cut or timed out${total === 0 ? '' : ', fewer than 1 in 1,000 in every minute'}.`
        : `Connections were unstable in ${bad.length} of ${minutes.length} ${plural(minutes.length, 'minute')}: ${say(showCount(total))} refused, reset, cut or timed out, most in the minute from ${atClock(worst.atMs)} (${say(showPercent(worst.trouble / worst.attempts, 1))} of its attempts).`,
    figures: [
      ...TROUBLE.map((name) => figure(name, NAMES[name], sum(name), 'count')).filter(({ value }) => value),
      figure('waited', 'Waited for a connection', waited, 'count', { note: 'of a capped pool' }),
      figure('local', 'Without a socket of this machine', own, 'count'),
      figure('opened', 'Opened and used again', null, 'count', { note: 'not counted' }),
    ],
    chart: {
      x: { label: 'Time', unit: 'time' },
      y: { label: 'A minute', unit: 'count' },
      lines: TROUBLE.filter((name) => sum(name) > 0).map((name) => ({
        ...{ key: name, label: NAMES[name], kind: 'bars' as const },
        points: minutes.map(({ atMs, byClass }) => ({ x: atMs, y: byClass[name] })),
      })),
      marks: [],
    },
    suggestion:
      bad.length === 0
        ? null
        : {
            title: `${say(showCount(total))} connections refused, reset or timed out`,
            severity: total / minutes.reduce((all, { attempts }) => all + attempts, 0) > 0.01 ? 'high' : 'medium',
            advice: `Look at the target at ${atClock(worst.atMs)} of the run: a restart, a full backlog of connections, or a proxy that closes idle ones.`,
          },
  })
}

const NAMES: Record<(typeof TROUBLE)[number], string> = {
  refused: 'Refused',
  reset: 'Reset',
  truncated: 'Cut',
  dns: 'Name not found',
  tls: 'TLS refused',
  timeout: 'Timed out',
}
