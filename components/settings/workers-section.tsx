'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { Section } from '#components/layout/page.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { query } from '#lib/api/client.ts'
import type { WorkerView } from '#lib/runs/worker-schema.ts'

/** The workers that are up, as of now. */
export function WorkersSection({ initial }: { initial: readonly WorkerView[] }): ReactElement {
  const { data } = useQuery({
    ...query.workers.list.queryOptions({ input: undefined }),
    initialData: { items: [...initial] },
    refetchInterval: 3000,
  })
  return (
    <Section title="Workers" meta="Each carries one part of a run at a time">
      {data.items.length === 0 ? (
        <EmptyState title="No worker is up" foot={<code className="font-mono">npm run worker</code>}>
          Runs stay queued until one is there. Start it on any machine that reaches the database and the targets.
        </EmptyState>
      ) : (
        <div className="sheet overflow-hidden">
          <Table>
            <thead>
              <tr>
                <Th>Worker</Th>
                <Th>Labels</Th>
                <Th className="text-right">Cores</Th>
                <Th className="text-right">Threads</Th>
                <Th className="pl-8">Version</Th>
                <Th>Works on</Th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((worker) => (
                <WorkerLine key={worker.id} worker={worker} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Section>
  )
}

function WorkerLine({ worker }: { worker: WorkerView }): ReactElement {
  const { run } = worker
  return (
    <tr>
      <Td className="font-mono whitespace-nowrap">
        {worker.host} <span className="text-ink-3">process {worker.pid}</span>
      </Td>
      <Td>{worker.labels.join(', ') || <span className="text-ink-3">none</span>}</Td>
      <Td className="text-right font-mono">{worker.cores}</Td>
      <Td className="text-right font-mono">{worker.threads}</Td>
      <Td className="pl-8 font-mono">{worker.version}</Td>
      <Td className="whitespace-nowrap">
        {run ? (
          <>
            <Link href={`/runs/${run.id}`} className="link">
              {run.label}
            </Link>
            {run.shards > 1 ? `, part ${run.shard + 1} of ${run.shards}` : ''}
          </>
        ) : (
          <span className="text-ink-3">{worker.isBusy ? 'a run of another project' : 'nothing, ready'}</span>
        )}
      </Td>
    </tr>
  )
}
