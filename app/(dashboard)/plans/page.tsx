import { Plus } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { workplace } from '#app/page-context.ts'
import { Main, PageHead } from '#components/layout/page.tsx'
import { NoPlans, NoProject } from '#components/overview/empty.tsx'
import { PlansTable } from '#components/overview/plans-table.tsx'
import { Button } from '#components/ui/button.tsx'
import { isPermitted } from '#lib/access/permission.ts'
import { listPlans } from '#lib/plans/queries/plan.ts'
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
        <PlansTable
          plans={plans.items}
          runs={runs.items}
          now={ctx.now.toISOString()}
          can={{ edit: mayCreate, remove: isPermitted(project.role, 'plan.delete') }}
        />
      )}
    </Main>
  )
}
