// What the plans and runs of a project amount to on one page.

import type { VerdictWord } from '#components/verdicts/verdict-badge.tsx'
import type { PlanHead } from '#lib/plans/schema.ts'
import type { RunHead } from '#lib/runs/schema.ts'

export const isLive = ({ state }: Pick<RunHead, 'state'>): boolean => state !== 'ended'

/** Invalid goes before any verdict: an instrument that cannot be believed judges nothing. */
export function verdictOf(run: Pick<RunHead, 'verdict' | 'validity'> | undefined): VerdictWord {
  if (!run) return 'none'
  if (run.validity === 'invalid') return 'invalid'
  return run.verdict ?? 'none'
}

export interface PlanRow {
  plan: PlanHead
  /** The newest run that ended. */
  last: RunHead | undefined
  verdict: VerdictWord
  /** The newest runs that ended, oldest first. */
  ended: RunHead[]
}

const NEED: readonly VerdictWord[] = ['fail', 'invalid', 'inconclusive', 'warn', 'none', 'pass']

/** Plans with their last outcome, those that need attention first, then the newest edit. */
export function planRows(plans: readonly PlanHead[], runs: readonly RunHead[]): PlanRow[] {
  const rows = plans.map((plan) => {
    const ended = runs.filter((run) => run.planId === plan.id && !isLive(run))
    return { plan, last: ended[0], verdict: verdictOf(ended[0]), ended: ended.slice(0, 10).reverse() }
  })
  return rows.sort(
    (a, b) => NEED.indexOf(a.verdict) - NEED.indexOf(b.verdict) || b.plan.updatedAt.localeCompare(a.plan.updatedAt),
  )
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** The sentence on top of the overview. */
export function overviewSentence(
  live: number,
  rows: readonly PlanRow[],
  { waiting, overdue }: { waiting: number; overdue: number } = { waiting: 0, overdue: 0 },
): string {
  if (rows.length === 0) return 'Nothing is planned.'
  const failing = rows.filter(({ verdict }) => verdict === 'fail').length
  const parts = [
    waiting > 0 ? `${counted(waiting, 'decision waits', 'decisions wait')} for you` : '',
    live > 0 ? `${counted(live, 'run is', 'runs are')} live` : 'no run is live',
    failing === 0
      ? 'no plan failed its last run'
      : failing === 1
        ? '1 plan failed its last run'
        : `${failing} plans failed their last run`,
    overdue > 0 ? `${counted(overdue, 'test is', 'tests are')} overdue` : '',
  ].filter(Boolean)
  const text = parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

const DAY = 86_400_000

/** `just now`, `12 min ago`, `today 09:31`, `yesterday 14:42`, `3 days ago`, then the date. Times are UTC. */
export function sayWhen(iso: string, now: string): string {
  const [then, here] = [new Date(iso), new Date(now)]
  const ago = here.getTime() - then.getTime()
  if (ago < 60_000) return 'just now'
  if (ago < 3_600_000) return `${Math.floor(ago / 60_000)}\u00a0min ago`
  const days = Math.floor(here.getTime() / DAY) - Math.floor(then.getTime() / DAY)
  const clock = iso.slice(11, 16)
  if (days === 0) return `today ${clock}`
  if (days === 1) return `yesterday ${clock}`
  if (days < 7) return `${days} days ago`
  const month = then.toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' })
  return `${then.getUTCDate()} ${month} ${then.getUTCFullYear()}`
}
