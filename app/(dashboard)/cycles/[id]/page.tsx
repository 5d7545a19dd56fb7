import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, type ReactElement } from 'react'
import { orNotFound, pageContext, workplace } from '#app/page-context.ts'
import { CyclePage } from '#components/cycles/cycle-page.tsx'
import { OfProject } from '#components/layout/of-project.tsx'
import { Main } from '#components/layout/page.tsx'
import { idSchema } from '#lib/access/schema.ts'
import { getCycle } from '#lib/reports/queries/cycle.ts'

interface Props {
  params: Promise<{ id: string }>
}

const cycleOf = cache(async (id: string) => {
  if (!idSchema.safeParse(id).success) notFound()
  return orNotFound(getCycle(await pageContext(), id))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, number } = await cycleOf((await params).id)
  return { title: `${name}, cycle ${number}` }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const [cycle, { project }] = await Promise.all([cycleOf((await params).id), workplace()])
  return (
    <Main className="pt-3">
      <OfProject id={cycle.projectId} shown={project?.id} />
      <CyclePage initial={cycle} />
    </Main>
  )
}
