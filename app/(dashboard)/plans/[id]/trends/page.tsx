import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactElement } from 'react'
import { orNotFound, pageContext, workplace } from '#app/page-context.ts'
import { TrendsPage } from '#components/compare/trends-page.tsx'
import { OfProject } from '#components/layout/of-project.tsx'
import { Main } from '#components/layout/page.tsx'
import { getTrends } from '#lib/verdicts/queries/trends.ts'
import { trendQuerySchema } from '#lib/verdicts/trend-schema.ts'

export const metadata: Metadata = { title: 'Trends' }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ scenario?: string | string[] }>
}

export default async function Page({ params, searchParams }: Props): Promise<ReactElement> {
  const [ctx, { id }, { scenario }] = await Promise.all([pageContext(), params, searchParams])
  const asked = trendQuerySchema.safeParse({ id, ...(typeof scenario === 'string' && scenario ? { scenario } : {}) })
  if (!asked.success) notFound()
  const trend = await orNotFound(getTrends(ctx, asked.data))
  const { project } = await workplace()
  return (
    <Main className="pt-2.5">
      <OfProject id={trend.projectId} shown={project?.id} />
      <TrendsPage trend={trend} />
    </Main>
  )
}
