import type { ReactElement, ReactNode } from 'react'
import { workplace } from '#app/page-context.ts'
import { SkipLink } from '#components/layout/page.tsx'
import { Topbar } from '#components/layout/topbar.tsx'
import { LiveIndicator } from '#components/overview/live-indicator.tsx'

export default async function DashboardLayout({ children }: { children: ReactNode }): Promise<ReactElement> {
  const { me, projects, project } = await workplace()
  return (
    <>
      <SkipLink />
      <Topbar
        person={me}
        projects={projects.map(({ id, name }) => ({ id, name }))}
        project={project}
        live={project ? <LiveIndicator projectId={project.id} /> : undefined}
      />
      {children}
    </>
  )
}
