import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { orNotFound, pageContext, workplace } from '#app/page-context.ts'
import { ComparePage } from '#components/compare/compare-page.tsx'
import { OfProject } from '#components/layout/of-project.tsx'
import { Main, PageHead } from '#components/layout/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState, LoadSketch } from '#components/ui/empty-state.tsx'
import { isAppError } from '#lib/core/errors.ts'
import { compareQuerySchema } from '#lib/verdicts/comparison-schema.ts'
import { compareRunsById } from '#lib/verdicts/queries/comparison.ts'
import { getScheduleStages } from '#lib/verdicts/queries/schedule-stages.ts'

export const metadata: Metadata = { title: 'Compare runs' }

interface Props {
  searchParams: Promise<{ runs?: string | string[]; phase?: string | string[] }>
}

export default async function Page({ searchParams }: Props): Promise<ReactElement> {
  const [ctx, { runs, phase }] = await Promise.all([pageContext(), searchParams])
  const asked = compareQuerySchema.safeParse({ runs, ...(typeof phase === 'string' ? { phase } : {}) })
  if (!asked.success) return <NothingChosen />
  const comparison = await orNotFound(compareRunsById(ctx, asked.data)).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'precondition_failed') return error.message
    throw error
  })
  if (typeof comparison === 'string') return <NothingChosen why={comparison} />
  const base = comparison.runs[0]!.run
  const [stages, { project }] = await Promise.all([getScheduleStages(ctx, base.id), workplace()])
  return (
    <Main className="pt-2.5">
      <OfProject id={base.projectId} shown={project?.id} />
      <ComparePage key={asked.data.runs.join()} initial={comparison} stages={stages} />
    </Main>
  )
}

function NothingChosen({ why }: { why?: string }): ReactElement {
  return (
    <Main>
      <PageHead title="Compare runs" />
      <EmptyState
        icon={<LoadSketch />}
        title={why ?? 'Choose two to five runs'}
        action={
          <Button kind="primary" asChild>
            <Link href="/runs">Open the runs</Link>
          </Button>
        }
      >
        Tick them in the list of runs and press Compare. The first is the base, the others are held against it.
      </EmptyState>
    </Main>
  )
}
