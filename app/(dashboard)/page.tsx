import { Plus } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { workplace } from '#app/page-context.ts'
import { Main, PageHead, Section } from '#components/layout/page.tsx'
import { NoPlans, NoProject } from '#components/overview/empty.tsx'
import { LiveRuns } from '#components/overview/live-card.tsx'
import { isLive, overviewSentence, planRows } from '#components/overview/outcome.ts'
import { PlansTrends } from '#components/overview/plans-trends.tsx'
import { RecentRuns } from '#components/overview/recent-runs.tsx'
import { Scheduled } from '#components/overview/scheduled.tsx'
import { WaitingForYou } from '#components/overview/waiting.tsx'
import { Button } from '#components/ui/button.tsx'
import { isPermitted } from '#lib/access/permission.ts'
import { listProjectCycles } from '#lib/decisions/queries/list.ts'
import { listPlans } from '#lib/plans/queries/plan.ts'
import { listScheduled, listWaiting, readTrends } from '#lib/reports/queries/overview.ts'
import { byDate, scheduledCycles } from '#lib/reports/scheduled-tests.ts'
import { listProjectRuns } from '#lib/runs/queries/list.ts'

export const metadata = { title: 'Overview' }

export default async function OverviewPage(): Promise<ReactElement> {
  const { ctx, project } = await workplace()
  if (!project) return <NoProject />
  const [plans, runs, cycles, trends, tests] = await Promise.all([
    listPlans(ctx, { id: project.id, limit: 200 }),
    listProjectRuns(ctx, { projectId: project.id, limit: 200 }),
    listProjectCycles(ctx, { id: project.id, limit: 20 }),
    readTrends(ctx, project.id),
    listScheduled(ctx, project.id),
  ])
  const waiting = await listWaiting(ctx, cycles.items)
  const now = ctx.now.toISOString()
  const current = plans.items.filter(({ status }) => status !== 'archived')
  const scheduled = byDate([...tests, ...scheduledCycles(cycles.items, ctx.now.getTime())])
  const live = runs.items.filter(isLive)
  const ended = runs.items.filter((run) => !isLive(run)).slice(0, 8)
  const mayCreate = isPermitted(project.role, 'plan.edit')
  return (
    <Main>
      <PageHead
        title={project.name}
        sentence={overviewSentence(live.length, planRows(current, runs.items), {
          waiting: waiting.length,
          overdue: scheduled.filter(({ isOverdue }) => isOverdue).length,
        })}
        actions={
          mayCreate && plans.items.length > 0 ? (
            <Button kind={waiting.length > 0 ? 'secondary' : 'primary'} asChild>
              <Link href="/plans/new">
                <Plus aria-hidden />
                New plan
              </Link>
            </Button>
          ) : undefined
        }
      />
      <WaitingForYou cycles={waiting} now={now} />
      <LiveRuns projectId={project.id} initial={live} />
      {plans.items.length === 0 ? (
        <NoPlans mayCreate={mayCreate} />
      ) : (
        <div className="grid items-start gap-5 min-[1180px]:grid-cols-[minmax(0,1fr)_340px]">
          <Section
            title="Plans"
            meta={`${current.length}, by what needs attention`}
            tools={
              <Link href="/plans" className="link">
                All plans
              </Link>
            }
          >
            {current.length > 0 ? (
              <PlansTrends
                plans={current}
                runs={runs.items}
                cycles={cycles.items}
                trends={trends}
                now={now}
                most={20}
              />
            ) : (
              <p className="sheet px-4 py-6 text-center text-ink-2">Every plan is archived.</p>
            )}
          </Section>
          <div className="min-w-0">
            {scheduled.length > 0 ? (
              <Section title="Scheduled">
                <Scheduled tests={scheduled} mayStart={isPermitted(project.role, 'run.start')} />
              </Section>
            ) : null}
            <Section
              title="Recent runs"
              tools={
                <Link href="/runs" className="link">
                  All runs
                </Link>
              }
            >
              {ended.length > 0 ? (
                <RecentRuns runs={ended} now={now} />
              ) : (
                <p className="sheet px-4 py-6 text-center text-ink-2">
                  No run has ended yet. Open a plan and press Start run.
                </p>
              )}
            </Section>
          </div>
        </div>
      )}
    </Main>
  )
}
