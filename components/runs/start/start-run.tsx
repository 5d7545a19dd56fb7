'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { api, apiProblem, query } from '#lib/api/client.ts'
import { showClock, showCount } from '#lib/core/number-format.ts'
import type { Preflight } from '#lib/runs/preflight-schema.ts'
import { ConfirmStart } from './confirm-start.tsx'

interface Props {
  planId: string
  scenario: string
  /** Default: the one the scenario names, or the first. */
  environment?: string | undefined
  does: string
  hint?: ReactNode
  onClose: () => void
}

/** Says what one run of a scenario will do, by the plan as it stands now, and starts it. */
export function StartRun({ planId, scenario, environment, ...shown }: Props): ReactElement {
  const input = { id: planId, scenario, ...(environment ? { environment } : {}) }
  const { data, error } = useQuery({ ...query.runs.preflight.queryOptions({ input }), staleTime: 0, retry: false })
  return (
    <ConfirmStart
      {...shown}
      isPossible={data?.ok ?? false}
      start={async () => `/runs/${(await api.runs.start(input)).id}`}
      problem={error && apiProblem(error).message}
    >
      <p className="text-pretty">{data ? whatItDoes(data) : 'Looking at the plan as it stands now.'}</p>
      {data && data.problems.length > 0 ? (
        <ul className="grid gap-1 text-xs text-fail" role="alert">
          {data.problems.map(({ code, message }) => (
            <li key={code + message}>{message}</li>
          ))}
        </ul>
      ) : null}
    </ConfirmStart>
  )
}

function whatItDoes({ baseUrl, durationMs, expectedRequests, objectives }: Preflight): string {
  const load = [
    durationMs === null ? null : `for ${showClock(durationMs / 1000)}`,
    expectedRequests === null ? null : `about ${showCount(expectedRequests)[0]} requests`,
  ].filter((part) => part !== null)
  const count = objectives.length
  const judged =
    count === 0 ? 'Nothing will be judged.' : `${count} ${count === 1 ? 'objective' : 'objectives'} will be judged.`
  return `Sends load to ${baseUrl ?? 'the environment'} ${load.join(', ')}, by the plan as it stands now. ${judged}`
}
