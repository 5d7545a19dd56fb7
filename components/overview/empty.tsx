import { FolderPlus } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { Main } from '#components/layout/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState, LoadSketch } from '#components/ui/empty-state.tsx'
import { NewProjectForm } from './new-project-form.tsx'

export function NoPlans({ mayCreate }: { mayCreate: boolean }): ReactElement {
  return (
    <EmptyState
      level={2}
      icon={<LoadSketch />}
      title="No plan yet"
      action={
        mayCreate ? (
          <Button kind="primary" asChild>
            <Link href="/plans/new?from=demo">Begin with the demo plan</Link>
          </Button>
        ) : undefined
      }
      foot={
        mayCreate ? (
          <Link href="/plans/new" className="link">
            or start a blank plan
          </Link>
        ) : (
          'An engineer of this project can create one.'
        )
      }
    >
      A plan says what load to send and what must hold. The demo plan runs in about a minute against the bundled target.
    </EmptyState>
  )
}

export function NoProject(): ReactElement {
  return (
    <Main className="max-w-[560px] pt-12">
      <EmptyState
        level={1}
        icon={<FolderPlus aria-hidden className="size-7" strokeWidth={1.5} />}
        title="No project yet"
        action={<NewProjectForm />}
      >
        A project is a system under test and the people who test it. Plans and runs belong to one.
      </EmptyState>
    </Main>
  )
}
