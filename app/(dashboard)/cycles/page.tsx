import { Scale } from 'lucide-react'
import type { ReactElement } from 'react'
import { workplace } from '#app/page-context.ts'
import { CyclesList } from '#components/cycles/cycles-list.tsx'
import { NewCycleButton } from '#components/cycles/new-cycle-button.tsx'
import { Main, PageHead } from '#components/layout/page.tsx'
import { NoPlans, NoProject } from '#components/overview/empty.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { isPermitted } from '#lib/access/permission.ts'
import { listProjectCycles } from '#lib/decisions/queries/list.ts'
import { listPlans } from '#lib/plans/queries/plan.ts'

export const metadata = { title: 'Cycles' }

export default async function CyclesPage(): Promise<ReactElement> {
  const { ctx, project } = await workplace()
  if (!project) return <NoProject />
  const [cycles, plans] = await Promise.all([
    listProjectCycles(ctx, { id: project.id, limit: 100 }),
    listPlans(ctx, { id: project.id, limit: 200 }),
  ])
  const mayEdit = isPermitted(project.role, 'cycle.edit')
  const choices = plans.items.filter(({ status }) => status !== 'archived').map(({ id, name }) => ({ id, name }))
  const create = mayEdit && choices.length > 0 ? <NewCycleButton plans={choices} /> : undefined
  return (
    <Main>
      <PageHead
        title="Cycles"
        sentence={`${project.name}: one execution of a plan against one release, and what was decided on it.`}
        actions={cycles.items.length > 0 ? create : undefined}
      />
      {cycles.items.length > 0 ? (
        <CyclesList cycles={cycles.items} />
      ) : plans.items.length === 0 ? (
        <NoPlans mayCreate={isPermitted(project.role, 'plan.edit')} />
      ) : (
        <EmptyState
          icon={<Scale aria-hidden className="size-7" strokeWidth={1.5} />}
          title="No cycle yet"
          action={create}
          foot={mayEdit ? undefined : 'An engineer of this project can open one.'}
        >
          A cycle runs the scenarios of a plan against a release, gathers what they tell, and ends with a go, a
          conditional go or a no-go that people sign.
        </EmptyState>
      )}
    </Main>
  )
}
