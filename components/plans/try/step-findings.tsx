import { Check, Minus, OctagonX } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Table, Td } from '#components/ui/table.tsx'
import { say, showCount, showLatency } from '#lib/core/number-format.ts'
import type { TryStep } from '#lib/runs/try-schema.ts'

/** Beside the exchange: times, checks one by one, what was taken, the job it began. */
export function StepFindings({ step }: { step: TryStep }): ReactElement {
  const { checks, extracted, metrics, job } = step
  return (
    <div className="grid gap-3 min-[640px]:grid-cols-2">
      <Times step={step} />
      {checks.length > 0 ? (
        <Block title="Checks">
          <ul className="grid gap-0.5">
            {checks.map(({ text, holds }) => (
              <li key={text} className="flex items-baseline gap-1.5 text-xs">
                <Mark holds={holds} />
                <code className="min-w-0 break-words">{text}</code>
              </li>
            ))}
          </ul>
        </Block>
      ) : null}
      {extracted.length > 0 ? (
        <Block title="Extracted">
          <Pairs
            pairs={extracted.map(({ name, value }) => [name, value ?? 'not in the answer', value === null] as const)}
          />
        </Block>
      ) : null}
      {metrics.length > 0 ? (
        <Block title="Metrics">
          <Pairs
            pairs={metrics.map(({ label, unit, value }) => [
              label,
              value === null ? 'not in the answer' : `${say(showCount(value))}${unit ? ` ${unit}` : ''}`,
              value === null,
            ])}
          />
        </Block>
      ) : null}
      {job ? <JobBlock job={job} /> : null}
    </div>
  )
}

function Block({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className="min-w-0">
      <h4 className="mb-1 text-2xs text-ink-3">{title}</h4>
      {children}
    </section>
  )
}

function Times({ step }: { step: TryStep }): ReactElement {
  const { total, waited, answered } = step.timeMs
  const parts = [
    ['Until it was sent', waited, 'name, connection, TLS'],
    ['Until it was answered', answered, 'the whole answer read'],
    ['In all', total, ''],
  ] as const
  return (
    <Block title="Times">
      <dl className="grid grid-cols-[auto_auto_1fr] items-baseline gap-x-2.5 gap-y-0.5 text-xs">
        {parts.map(([name, ms, note]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="num text-right">{say(showLatency(ms))}</dd>
            <dd className="text-2xs text-ink-3">{note}</dd>
          </div>
        ))}
      </dl>
      {step.isRenewed ? (
        <p className="mt-1 text-xs text-ink-2">The login was renewed and the request sent again.</p>
      ) : null}
      {step.redirects > 0 ? (
        <p className="mt-1 text-xs text-ink-2">
          After {step.redirects === 1 ? 'a redirect' : `${step.redirects} redirects`}.
        </p>
      ) : null}
    </Block>
  )
}

function Mark({ holds }: { holds: boolean | null }): ReactElement {
  const [Icon, tone, word] =
    holds === null
      ? ([Minus, 'text-ink-3', 'Not looked at'] as const)
      : holds
        ? ([Check, 'text-pass', 'Holds'] as const)
        : ([OctagonX, 'text-fail', 'Does not hold'] as const)
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 font-medium ${tone}`}>
      <Icon aria-hidden className="size-[13px] self-center" />
      {word}
    </span>
  )
}

function Pairs({
  pairs,
}: {
  pairs: readonly (readonly [name: string, value: string, isMissing: boolean])[]
}): ReactElement {
  return (
    <Table>
      <tbody>
        {pairs.map(([name, value, isMissing]) => (
          <tr key={name}>
            <Td className="h-6 py-0.5 align-top font-mono text-xs whitespace-nowrap text-ink-2 first:pl-0">{name}</Td>
            <Td className={`h-6 w-full py-0.5 font-mono text-xs break-all ${isMissing ? 'text-fail' : ''}`}>{value}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function JobBlock({ job }: { job: NonNullable<TryStep['job']> }): ReactElement {
  const says = { done: 'It is done', failed: 'It failed', 'under-way': 'It was still under way' }[job.state]
  return (
    <Block title="What it began">
      <p className={`text-xs ${job.state === 'failed' ? 'text-fail' : 'text-ink-2'}`}>
        {says} after {job.polls === 1 ? 'one look' : `${job.polls} looks`}; the last was answered {job.status}.
        {job.problem ? ` ${job.problem}` : ''}
      </p>
      {job.body ? (
        <section aria-label="Last answer of the job" tabIndex={0} className="mt-1 max-h-32 overflow-auto">
          <pre className="rounded-sm bg-sunken px-2 py-1.5 text-2xs whitespace-pre-wrap">{job.body}</pre>
        </section>
      ) : null}
    </Block>
  )
}
