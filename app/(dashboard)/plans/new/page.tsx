import type { ReactElement } from 'react'
import { workplace } from '#app/page-context.ts'
import { Main, PageHead } from '#components/layout/page.tsx'
import { NoProject } from '#components/overview/empty.tsx'
import { NewPlan } from '#components/plans/new/new-plan.tsx'

export const metadata = { title: 'New plan' }

interface Props {
  searchParams: Promise<{ from?: string }>
}

export default async function NewPlanPage({ searchParams }: Props): Promise<ReactElement> {
  const [{ project }, { from }] = await Promise.all([workplace(), searchParams])
  if (!project) return <NoProject />
  return (
    <Main className="max-w-[900px]">
      <PageHead title="New plan" sentence={`In ${project.name}. Everything can be changed afterwards.`} />
      <NewPlan projectId={project.id} initial={from === 'demo' || from === 'yaml' ? from : 'blank'} />
    </Main>
  )
}
