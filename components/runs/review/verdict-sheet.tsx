'use client'

import clsx from 'clsx'
import { Gauge, ShieldCheck } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { ConfidenceWord } from '#components/verdicts/confidence.tsx'
import { Derives } from '#components/verdicts/derivation.tsx'
import { ValidityBadge, VerdictBadge, type VerdictWord, verdictTone } from '#components/verdicts/verdict-badge.tsx'
import { say, showClock, showCount, showPercent, showRate } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { tally } from '../follow/outcome.ts'
import { LeftPlan } from '../left-plan.tsx'
import css from '../runs.module.css'
import { OtherVerdicts } from './other-verdicts.tsx'
import review from './review.module.css'

/** The word of the sheet: an invalid instrument is said before what it would have measured. */
export function sheetWord(view: Pick<RunView, 'judgement'>): VerdictWord {
  const verdict = view.judgement?.verdict
  if (!verdict) return 'none'
  return verdict.validity.status === 'invalid' ? 'invalid' : verdict.verdict
}

/** The answer first: word, sentence, whether the instrument can be believed, and the totals. */
export function VerdictSheet({ view }: { view: RunView }): ReactElement {
  const word = sheetWord(view)
  const verdict = view.judgement?.verdict ?? null
  const counts = tally(view)
  const total = verdict?.objectives.length ?? 0
  const hatched = word === 'invalid' || word === 'inconclusive' || word === 'none'
  return (
    <section
      className={clsx(
        css.sheet,
        review.verdictSheet,
        verdict?.confidence && review.threefold,
        verdictTone(word),
        hatched && review.hatched,
      )}
      aria-label="Verdict"
    >
      <div className={review.verdictMain}>
        <VerdictBadge verdict={word} look="large" />
        <p className={review.sentence}>{verdict?.sentence ?? 'The verdict of this run is not written yet.'}</p>
        {view.run.leftPlanAtMs === null ? null : <LeftPlan atMs={view.run.leftPlanAtMs} />}
        {counts.length > 0 ? (
          <p className={review.tally}>
            {counts.map((c) => (
              <VerdictBadge key={c.verdict} verdict={c.verdict} word={c.text} look="plain" />
            ))}
            <span className={css.muted}>
              of {total} {total === 1 ? 'objective' : 'objectives'}
            </span>
          </p>
        ) : null}
        {verdict ? <OtherVerdicts runId={view.run.id} /> : null}
      </div>
      <div className={review.verdictSide}>
        <h2>
          <ShieldCheck aria-hidden size={15} className={css.muted} />
          Instrument
          {verdict ? (
            <ValidityBadge validity={verdict.validity.status} look="plain" />
          ) : (
            <span className={css.muted}>not judged</span>
          )}
        </h2>
        {verdict ? <Reasons verdict={verdict} /> : null}
      </div>
      <Confidence verdict={verdict} />
      <Facts view={view} />
    </section>
  )
}

type VerdictOfRun = NonNullable<RunView['judgement']>['verdict']

/** How far the verdict can be relied on, and why; nothing in verdicts of older rules. */
function Confidence({ verdict }: { verdict: VerdictOfRun | null }): ReactElement | null {
  const confidence = verdict?.confidence
  if (!confidence) return null
  return (
    <div className={review.verdictSide}>
      <h2>
        <Gauge aria-hidden size={15} className={css.muted} />
        Confidence
        <ConfidenceWord level={confidence.level} />
      </h2>
      <ReasonList reasons={confidence.reasons.map((reason) => withoutRepeating(reason, verdict.validity.reasons))} />
    </div>
  )
}

/** Why the instrument is doubted stands beside it. */
const withoutRepeating = (reason: string, told: readonly string[]): string =>
  told.reduce((text, one) => text.replace(` The instrument was invalid: ${one}`, '').replace(`: ${one}`, '.'), reason)

function Reasons({ verdict }: { verdict: VerdictOfRun }): ReactElement {
  const { reasons, completeness } = verdict.validity
  return (
    <ReasonList
      reasons={[
        ...reasons,
        ...(verdict.validity.notes ?? []),
        ...(reasons.some((reason) => reason.includes('planned seconds'))
          ? []
          : [`Data for ${say(showPercent(completeness))} of the planned seconds.`]),
      ]}
    />
  )
}

const FIRST = 3

/** The first few; the rest on demand, so that the answer stays above its reasons. */
function ReasonList({ reasons }: { reasons: readonly string[] }): ReactElement {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? reasons : reasons.slice(0, FIRST)
  return (
    <>
      <ul className={review.reasons}>
        {shown.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {reasons.length > FIRST ? (
        <button type="button" className={review.moreReasons} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole
            ? 'Fewer reasons'
            : `${reasons.length - FIRST} more ${reasons.length - FIRST === 1 ? 'reason' : 'reasons'}`}
        </button>
      ) : null}
    </>
  )
}

function Facts({ view }: { view: RunView }): ReactElement {
  const { totals } = view.summary
  const { from, to } = view.summary
  const source = {
    run: { id: view.run.id, label: view.run.label },
    ...{ selector: 'all operations', samples: totals.offered, typedBy: null },
    window: { fromMs: from, toMs: to, name: 'whole run' },
  }
  const share = (part: number, of: number): string => (of > 0 ? say(showPercent(part / of)) : '')
  const highest = view.points.reduce<{ value: number; second: number } | null>((best, p) => {
    const value = p.okPerSecond + p.failedPerSecond
    return value === 0 || (best && best.value >= value) ? best : { value, second: p.second }
  }, null)
  const facts: [name: string, value: string, note: string, method: string][] = [
    ['Offered', showCount(totals.offered)[0], '', 'attempts the schedule asked for'],
    ['Sent', showCount(totals.sent)[0], share(totals.sent, totals.offered), 'attempts that left the generator'],
    ['OK', showCount(totals.ok)[0], share(totals.ok, totals.offered), 'answered as the plan expects'],
    [
      'Failed',
      showCount(totals.failed)[0],
      share(totals.failed, totals.offered),
      'sent, and not answered as the plan expects',
    ],
    [
      'Dropped (target / generator)',
      `${showCount(totals.dropped.target)[0]} / ${showCount(totals.dropped.generator)[0]}`,
      '',
      'offered and never sent: too many were open at the target, or the generator was late',
    ],
    ['Interrupted', showCount(totals.interrupted)[0], '', 'still open when the run ended'],
    [
      'Highest rate',
      highest ? say(showRate(highest.value)) : '–',
      highest ? `at ${showClock(highest.second)}` : '',
      'answered or failed, in the point of the timeline that has most',
    ],
    ['Duration', showClock(view.run.elapsedMs / 1000), '', 'from the start of the load to the end of the run'],
  ]
  return (
    <dl className={review.facts}>
      {facts.map(([name, value, note, method]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Derives of={() => ({ ...source, name, value, method })}>{value}</Derives>
            {note ? <small>{note}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}
