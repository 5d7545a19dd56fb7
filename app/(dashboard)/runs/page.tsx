import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { orNotFound, workplace } from '#app/page-context.ts'
import { Main, PageHead } from '#components/layout/page.tsx'
import { RunsList } from '#components/runs/list/runs-list.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState, LoadSketch } from '#components/ui/empty-state.tsx'
import { listProjectRuns } from '#lib/runs/queries/list.ts'
import { idSchema } from '#lib/runs/schema.ts'

export const metadata: Metadata = { title: 'Runs' }

interface Props {
  searchParams: Promise<{ cursor?: string | string[] }>
}

export default async function Page({ searchParams }: Props): Promise<ReactElement> {
  const [{ ctx, project }, { cursor }] = await Promise.all([workplace(), searchParams])
  const from = idSchema.safeParse(cursor).data ?? null
  const page = project
    ? await orNotFound(listProjectRuns(ctx, { projectId: project.id, limit: 50, ...(from ? { cursor: from } : {}) }))
    : { items: [] }
  const isEmpty = page.items.length === 0 && !from
  return (
    <Main>
      <PageHead
        title="Runs"
        sentence={isEmpty ? undefined : 'Live runs first, then the newest. Each opens its charts, tables and verdict.'}
      />
      {isEmpty || !project ? (
        <EmptyState
          icon={<LoadSketch />}
          title="No run yet"
          action={
            <Button kind="primary" asChild>
              <Link href="/plans">Open the plans</Link>
            </Button>
          }
        >
          A run sends the load of one scenario and judges it against the plan. Open a plan and press Start run.
        </EmptyState>
      ) : (
        <RunsList projectId={project.id} cursor={from} initial={page} />
      )}
    </Main>
  )
}
