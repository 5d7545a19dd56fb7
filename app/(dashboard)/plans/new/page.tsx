import type { ReactElement } from 'react'
import { workplace } from '#app/page-context.ts'
import { Main, PageHead } from '#components/layout/page.tsx'
import { NoProject } from '#components/overview/empty.tsx'
import { NewPlan } from '#components/plans/new/new-plan.tsx'
import { isPermitted } from '#lib/access/permission.ts'
import { listTemplates } from '#lib/plans/queries/template.ts'
import { bundledTemplates } from '#lib/plans/template.ts'

export const metadata = { title: 'New plan' }

interface Props {
  searchParams: Promise<{ from?: string }>
}

export default async function NewPlanPage({ searchParams }: Props): Promise<ReactElement> {
  const [{ ctx, project }, { from }] = await Promise.all([workplace(), searchParams])
  if (!project) return <NoProject />
  const own = await listTemplates(ctx, { id: project.id, limit: 200 })
  return (
    <Main className="max-w-[980px] pb-0">
      <PageHead title="New plan" sentence={`In ${project.name}. Everything can be changed afterwards.`} />
      <NewPlan
        projectId={project.id}
        initial={from}
        bundled={bundledTemplates()}
        own={own.items}
        mayDelete={isPermitted(project.role, 'plan.delete')}
      />
    </Main>
  )
}
