import clsx from 'clsx'
import type { ReactElement } from 'react'
import { RunSheet } from '#components/runs/parts.tsx'
import runs from '#components/runs/runs.module.css'
import type { Comparison, RunDifference } from '#lib/verdicts/comparison-schema.ts'
import css from './compare.module.css'

/** What else than the build may explain a change: plan, environment, version. */
export function Differences({ comparison }: { comparison: Comparison }): ReactElement {
  const { differences, runs: compared } = comparison
  const base = compared[0]?.run.label
  return (
    <RunSheet title="Different between the runs" meta={`against ${base}, beside the build itself`}>
      <ul className={css.differences}>
        {differences.map((difference, index) => (
          <li key={difference.runId}>
            <strong>{compared[index + 1]?.run.label}</strong>
            <Difference difference={difference} />
          </li>
        ))}
      </ul>
    </RunSheet>
  )
}

function Difference({ difference: { facts, plan, planChanges } }: { difference: RunDifference }): ReactElement {
  if (facts.length === 0 && planChanges === 0)
    return <span className={runs.muted}>Nothing: same plan, environment, version and load.</span>
  return (
    <div>
      {facts.map(({ label, before, after }) => (
        <p key={label} className={css.fact}>
          <span>{label}</span>
          <Words before={before} after={after} />
        </p>
      ))}
      {planChanges > 0 ? (
        <details className={css.planChanges} open={planChanges <= 4}>
          <summary>
            {planChanges} {planChanges === 1 ? 'field' : 'fields'} of the plan
          </summary>
          {plan.map(({ place, before, after }) => (
            <p key={place} className={css.fact}>
              <span>{place}</span>
              <Words before={before} after={after} />
            </p>
          ))}
          {planChanges > plan.length ? <p className={runs.muted}>and {planChanges - plan.length} more</p> : null}
        </details>
      ) : null}
    </div>
  )
}

function Words({ before, after }: { before: string | null; after: string | null }): ReactElement {
  return (
    <span className={css.words}>
      <del className={clsx(before === null && css.none)}>{before ?? 'nothing'}</del>
      <span aria-hidden> → </span>
      <ins className={clsx(after === null && css.none)}>{after ?? 'nothing'}</ins>
    </span>
  )
}
