import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { orNotFound, pageContext, workplace } from '#app/page-context.ts'
import { OfProject } from '#components/layout/of-project.tsx'
import { Main } from '#components/layout/page.tsx'
import { PlanPage } from '#components/plans/page/plan-page.tsx'
import { isPermitted } from '#lib/access/permission.ts'
import { getLint } from '#lib/plans/queries/lint.ts'
import { getPlan } from '#lib/plans/queries/plan.ts'
import { listPlanRuns } from '#lib/runs/queries/list.ts'

interface Props {
  params: Promise<{ id: string }>
}

export const metadata: Metadata = { title: 'Plan' }

export default async function PlanDocumentPage({ params }: Props): Promise<ReactElement> {
  const [ctx, { id }] = await Promise.all([pageContext(), params])
  const [plan, lint, runs] = await orNotFound(
    Promise.all([getPlan(ctx, id), getLint(ctx, id), listPlanRuns(ctx, { planId: id, limit: 100 })]),
  )
  const { project } = await workplace()
  const lastRuns = runs.items.map(({ id: runId, label, state, verdict, validity, scenario }) => {
    return { id: runId, label, state, verdict, validity, scenario }
  })
  const can = {
    edit: isPermitted(plan.role, 'plan.edit'),
    start: isPermitted(plan.role, 'run.start'),
    remove: isPermitted(plan.role, 'plan.delete'),
  }
  return (
    <Main className="pt-0 max-[720px]:pt-0">
      <OfProject id={plan.projectId} shown={project?.id} />
      <PlanPage key={plan.id} plan={plan} lint={lint} lastRuns={lastRuns} can={can} />
    </Main>
  )
}
