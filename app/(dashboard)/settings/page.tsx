import type { ReactElement } from 'react'
import { workplace } from '#app/page-context.ts'
import { Main, PageHead, Section } from '#components/layout/page.tsx'
import { NoProject } from '#components/overview/empty.tsx'
import { KillSwitch } from '#components/settings/kill-switch.tsx'
import { PeopleSection } from '#components/settings/people-section.tsx'
import { secretRows } from '#components/settings/secret-rows.ts'
import { SecretsSection } from '#components/settings/secrets-section.tsx'
import { TokensSection } from '#components/settings/tokens-section.tsx'
import { WorkersSection } from '#components/settings/workers-section.tsx'
import { isPermitted } from '#lib/access/permission.ts'
import { listMembers } from '#lib/access/queries/project.ts'
import { listSecrets } from '#lib/access/queries/secret.ts'
import { listTokens } from '#lib/access/queries/token.ts'
import { listNamedSecrets } from '#lib/plans/queries/named-secrets.ts'
import { getLoadBlock } from '#lib/runs/queries/load-block.ts'
import { listWorkers } from '#lib/runs/queries/workers.ts'

export const metadata = { title: 'Settings' }

export default async function SettingsPage(): Promise<ReactElement> {
  const { ctx, me, project } = await workplace()
  if (!project) return <NoProject />
  const [members, tokens, named, stored, workers, block] = await Promise.all([
    listMembers(ctx, { id: project.id, limit: 200 }),
    listTokens(ctx, { limit: 200 }),
    listNamedSecrets(ctx, project.id),
    listSecrets(ctx, project.id),
    listWorkers(ctx),
    getLoadBlock(ctx.db),
  ])
  return (
    <Main>
      <PageHead
        title="Settings"
        sentence={`${project.name}: who works in it, what its runs need, and what sends their load.`}
      />
      <PeopleSection
        projectId={project.id}
        members={members.items}
        userId={me.userId}
        mayManage={isPermitted(project.role, 'member.manage')}
      />
      <TokensSection projectId={project.id} tokens={tokens.items} role={project.role} now={ctx.now.toISOString()} />
      <WorkersSection initial={workers} />
      {me.isAdmin ? (
        <Section title="Kill switch" meta="For admins of this Headroom">
          <KillSwitch block={block} />
        </Section>
      ) : null}
      <SecretsSection
        projectId={project.id}
        rows={secretRows(named, stored)}
        mayChange={isPermitted(project.role, 'secret.manage')}
      />
    </Main>
  )
}
