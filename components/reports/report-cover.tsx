import clsx from 'clsx'
import { Signature, Undo2 } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { OUTCOME_LOOKS } from '#components/decisions/outcome-word.tsx'
import { BrandMark } from '#components/layout/brand-mark.tsx'
import { ConfidenceWord } from '#components/verdicts/confidence.tsx'
import { Gauge } from '#components/verdicts/gauge.tsx'
import { VerdictBadge, verdictTone } from '#components/verdicts/verdict-badge.tsx'
import { say, showIn } from '#lib/core/number-format.ts'
import type { Cover, CriticalMetric } from '#lib/reports/report-model.ts'
import css from './report.module.css'
import { ReportCell } from './report-cell.tsx'

interface Props {
  cover: Cover
  /** The three sentences: read, or edited where one may. */
  sentences: ReactNode
}

/** The page for who has two minutes: the answer, why, how sure, who stands behind it. */
export function ReportCover({ cover, sentences }: Props): ReactElement {
  return (
    <article className={clsx(css.paper, css.cover)} aria-label="First page">
      <header className={css.head}>
        <span className="inline-flex flex-1 items-center gap-2 text-sm font-semibold text-ink">
          <BrandMark className="size-5" />
          Headroom
        </span>
        <span>Performance decision</span>
        <span className="num">{cover.date}</span>
      </header>
      <div className={css.title}>
        <h1>{cover.title}</h1>
        <p>{cover.subtitle}</p>
      </div>
      <Stamp cover={cover} />
      {cover.changedSince ? (
        <p role="status" className="mt-2 text-sm font-medium text-fail">
          Changed since it was decided: {cover.changedSince}
        </p>
      ) : null}
      <section className={css.three} aria-label="In three sentences">
        {sentences}
      </section>
      <Metrics critical={cover.critical} />
      <div className={css.columns}>
        <section aria-label="What was tested">
          <h2>What was tested</h2>
          <ul className={css.scenarios}>
            {cover.scenarios.map(({ name, tone, word }) => (
              <li key={name} title={word}>
                <VerdictBadge verdict={tone} word="" look="plain" />
                <span className="truncate">{name}</span>
                <small className="text-2xs whitespace-nowrap text-ink-3">{word}</small>
              </li>
            ))}
          </ul>
          <p className={css.note}>{cover.tested}</p>
        </section>
        <section aria-label="Conditions">
          <h2>Conditions</h2>
          {cover.conditions.length > 0 ? (
            <ol className={css.conditions}>
              {cover.conditions.map(({ text, by }) => (
                <li key={text}>
                  <b>{text}</b>
                  <span>{by}</span>
                </li>
              ))}
            </ol>
          ) : (
            <p className={css.note}>None.</p>
          )}
        </section>
      </div>
      <Signatures signatures={cover.signatures} />
      <footer className={css.foot}>
        <span>{[cover.revision, cover.runs, cover.environment].join(', ')}</span>
        {cover.evidenceHash ? <code>sha256 {cover.evidenceHash}</code> : <span>Nothing is decided yet.</span>}
      </footer>
    </article>
  )
}

function Stamp({ cover }: { cover: Cover }): ReactElement {
  const look = OUTCOME_LOOKS[cover.outcome]
  return (
    <section className={clsx(css.stamp, verdictTone(look.verdict))} aria-label="Decision">
      <div className={css.stampWord}>
        <look.icon aria-hidden />
        <p>
          <small>{cover.isProposal ? 'Proposed by the rules' : 'Decision'}</small>
          <b>{look.word}</b>
        </p>
      </div>
      <dl>
        <div>
          <dt>Decided by</dt>
          <dd>{cover.decidedBy ?? 'nobody yet'}</dd>
        </div>
        {cover.decidedAt ? (
          <div>
            <dt>On</dt>
            <dd className="whitespace-nowrap">{cover.decidedAt}</dd>
          </div>
        ) : null}
        <div>
          <dt>Confidence</dt>
          <dd title={cover.confidence.reasons.join('; ')}>
            <ConfidenceWord level={cover.confidence.level} />
          </dd>
        </div>
        <div>
          <dt>Status</dt>
          <dd>{cover.readiness}</dd>
        </div>
      </dl>
    </section>
  )
}

function Metrics({ critical }: { critical: readonly CriticalMetric[] }): ReactElement {
  return (
    <section aria-label="Critical metrics">
      <h2>Critical metrics</h2>
      {critical.length === 0 ? (
        <p className={css.note}>The plan marks no metric as critical, and nothing of high priority was judged.</p>
      ) : (
        <>
          <div className={clsx(css.metric, css.metricHead)} aria-hidden>
            <span />
            <span className="text-right">Target</span>
            <span className="pr-[60px] text-right">Actual</span>
            <span />
            <span>Status</span>
          </div>
          <ul>
            {critical.map((one) => (
              <li key={`${one.name} ${one.about}`} className={css.metric}>
                <div className={css.name}>
                  <b>{one.name}</b>
                  <span>{one.about}</span>
                </div>
                <span className="num text-right text-ink-2">
                  <span className="sr-only max-[720px]:not-sr-only">target </span>
                  {one.target.text}
                </span>
                <span className={clsx('num', css.actual)}>
                  <ReportCell cell={{ ...one.actual, strong: true }} name={one.name} isReachable />
                  <small>{one.interval}</small>
                </span>
                <span>
                  <MetricGauge one={one} />
                </span>
                <span>
                  <VerdictBadge verdict={one.tone} word={one.status} />
                </span>
              </li>
            ))}
          </ul>
          <p className={css.note}>
            {critical.some(({ gauge }) => gauge) ? (
              <>
                <i className={css.targetMark} aria-hidden />
                target <i className={css.limitMark} aria-hidden />
                limit.{' '}
              </>
            ) : null}
            ± is half the 95 % confidence interval, (≤ …) the far end of one that goes one way; a metric without one is
            a single observation.
          </p>
        </>
      )}
    </section>
  )
}

type Unit = 'ms' | 'perSecond' | 'fraction' | 'bytes' | 'count'

function MetricGauge({ one }: { one: CriticalMetric }): ReactElement | null {
  const { gauge } = one
  if (!gauge) return null
  const { unit, ...rest } = gauge
  return <Gauge {...rest} title={one.name} verdict={one.tone} show={(value) => say(showIn(unit as Unit, value))} />
}

function Signatures({ signatures }: Pick<Cover, 'signatures'>): ReactElement {
  return (
    <section className="mt-4.5" aria-label="Signed by">
      <h2>Signed by</h2>
      {signatures.length === 0 ? <p className={css.note}>Nobody yet.</p> : null}
      <ul className={css.signatures}>
        {signatures.map((one) => (
          <li key={`${one.role} ${one.name} ${one.at}`} className={one.isValid ? undefined : css.revoked}>
            {one.isValid ? <Signature aria-hidden /> : <Undo2 aria-hidden />}
            <b>{one.role}</b>
            <span>{one.name}</span>
            <span className="num text-2xs">{one.at}</span>
            {one.isValid ? null : (
              <small className="text-2xs text-fail">revoked: {one.because ?? 'what was signed has changed'}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
