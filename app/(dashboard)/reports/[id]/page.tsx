import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, type ReactElement } from 'react'
import { orNotFound, pageContext, workplace } from '#app/page-context.ts'
import { OfProject } from '#components/layout/of-project.tsx'
import { Main } from '#components/layout/page.tsx'
import { ReportPage } from '#components/reports/report-page.tsx'
import { idSchema } from '#lib/access/schema.ts'
import { getCycleReport } from '#lib/reports/queries/cycle-report.ts'

interface Props {
  params: Promise<{ id: string }>
}

const reportOf = cache(async (id: string) => {
  if (!idSchema.safeParse(id).success) notFound()
  return orNotFound(getCycleReport(await pageContext(), id))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { model } = await reportOf((await params).id)
  return { title: `${model.cover.title}, report` }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const [{ model, cycle }, { project }] = await Promise.all([reportOf((await params).id), workplace()])
  return (
    <Main className="pt-3.5 print:p-0">
      <OfProject id={cycle.projectId} shown={project?.id} />
      <ReportPage model={model} cycle={cycle} />
    </Main>
  )
}
