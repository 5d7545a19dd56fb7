import type { ReactElement } from 'react'
import { workplace } from '#app/page-context.ts'
import { Main, PageHead } from '#components/layout/page.tsx'
import { NoProject } from '#components/overview/empty.tsx'
import { secretRows } from '#components/settings/secret-rows.ts'
import { SecretsSection } from '#components/settings/secrets-section.tsx'
import { isPermitted } from '#lib/access/permission.ts'
import { listSecrets } from '#lib/access/queries/secret.ts'
import { listNamedSecrets } from '#lib/plans/queries/named-secrets.ts'

export const metadata = { title: 'Settings' }

export default async function SettingsPage(): Promise<ReactElement> {
  const { ctx, project } = await workplace()
  if (!project) return <NoProject />
  const [named, stored] = await Promise.all([listNamedSecrets(ctx, project.id), listSecrets(ctx, project.id)])
  return (
    <Main>
      <PageHead title="Settings" sentence={`${project.name}: what its runs need, and what sends their load.`} />
      <SecretsSection
        projectId={project.id}
        rows={secretRows(named, stored)}
        mayChange={isPermitted(project.role, 'secret.manage')}
      />
    </Main>
  )
}
