import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, type ReactElement } from 'react'
import { orNotFound, pageContext, workplace } from '#app/page-context.ts'
import { OfProject } from '#components/layout/of-project.tsx'
import { Main } from '#components/layout/page.tsx'
import { RunPage } from '#components/runs/run-page.tsx'
import { idSchema } from '#lib/runs/schema.ts'
import { getRunView } from '#lib/verdicts/queries/run-view.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ from?: string | string[]; to?: string | string[] }>
}

const runOf = cache(async (id: string) => {
  if (!idSchema.safeParse(id).success) notFound()
  return orNotFound(getRunView(await pageContext(), id))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { run } = await runOf((await params).id)
  return { title: `${run.scenario.name}, ${run.label}` }
}

export default async function Page({ params, searchParams }: Props): Promise<ReactElement> {
  const [view, { project }, { from, to }] = await Promise.all([runOf((await params).id), workplace(), searchParams])
  return (
    <Main className="pt-2.5">
      <OfProject id={view.run.projectId} shown={project?.id} />
      <RunPage json={JSON.stringify(view)} from={spanOf(from, to)} />
    </Main>
  )
}

/** A link may name a window, in milliseconds since the start as everywhere in the API. */
function spanOf(from: unknown, to: unknown): { from: number; to: number } | null {
  const [first, last] = [Number(from), Number(to)]
  return typeof from === 'string' && first >= 0 && last > first ? { from: first / 1000, to: last / 1000 } : null
}
