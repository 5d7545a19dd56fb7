import { Archive, Plus } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { workplace } from '#app/page-context.ts'
import { Main, PageHead } from '#components/layout/page.tsx'
import { NoPlans, NoProject } from '#components/overview/empty.tsx'
import { PlansTable } from '#components/overview/plans-table.tsx'
import { Button } from '#components/ui/button.tsx'
import { isPermitted } from '#lib/access/permission.ts'
import { listPlans } from '#lib/plans/queries/plan.ts'
import type { PlanHead } from '#lib/plans/schema.ts'
import { listProjectRuns } from '#lib/runs/queries/list.ts'

export const metadata = { title: 'Plans' }

export default async function PlansPage(): Promise<ReactElement> {
  const { ctx, project } = await workplace()
  if (!project) return <NoProject />
  const [plans, runs] = await Promise.all([
    listPlans(ctx, { id: project.id, limit: 200 }),
    listProjectRuns(ctx, { projectId: project.id, limit: 200 }),
  ])
  const mayCreate = isPermitted(project.role, 'plan.edit')
  const isArchived = ({ status }: PlanHead): boolean => status === 'archived'
  const archived = plans.items.filter(isArchived)
  const shared = {
    runs: runs.items,
    now: ctx.now.toISOString(),
    can: { edit: mayCreate, remove: isPermitted(project.role, 'plan.delete') },
  }
  return (
    <Main>
      <PageHead
        title="Plans"
        sentence={`${project.name}: what is tested, with which load, and what must hold.`}
        actions={
          mayCreate && plans.items.length > 0 ? (
            <Button kind="primary" asChild>
              <Link href="/plans/new">
                <Plus aria-hidden />
                New plan
              </Link>
            </Button>
          ) : undefined
        }
      />
      {plans.items.length === 0 ? (
        <NoPlans mayCreate={mayCreate} />
      ) : (
        <>
          {archived.length < plans.items.length ? (
            <PlansTable plans={plans.items.filter((plan) => !isArchived(plan))} {...shared} />
          ) : (
            <p className="sheet px-4 py-6 text-center text-ink-2">Every plan is archived.</p>
          )}
          {archived.length > 0 ? (
            <details className="mt-5">
              <summary className="mb-2 flex min-h-6 w-fit cursor-pointer items-center gap-1.5 text-ink-2">
                <Archive aria-hidden className="size-3.5" />
                {archived.length === 1 ? '1 archived plan' : `${archived.length} archived plans`}
              </summary>
              <PlansTable plans={archived} {...shared} />
            </details>
          ) : null}
        </>
      )}
    </Main>
  )
}
