import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { AccountMenu } from './account-menu.tsx'
import { BrandMark } from './brand-mark.tsx'
import { Nav } from './nav.tsx'
import { type ProjectChoice, ProjectSwitcher } from './project-switcher.tsx'
import { SmallMenu } from './small-menu.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

interface Props {
  person: { name: string; email?: string | undefined }
  projects: readonly ProjectChoice[]
  project: ProjectChoice | null
  /** How many runs are live, e.g. a `LivePill`. */
  live?: ReactNode
}

export function Topbar({ person, projects, project, live }: Props): ReactElement {
  return (
    <header className="gutter flex h-[var(--topbar)] items-center gap-3 border-b border-edge bg-canvas max-[720px]:gap-2 print:hidden">
      <Link
        href="/"
        aria-label="Headroom, overview"
        className="inline-flex items-center gap-2 text-base font-semibold tracking-[-0.012em]"
      >
        <BrandMark />
        <span className="max-[720px]:hidden">Headroom</span>
      </Link>
      <span aria-hidden className="h-4.5 w-px rotate-[18deg] bg-edge max-[720px]:hidden" />
      <ProjectSwitcher projects={projects} current={project} />
      <Nav />
      <span className="flex-1" />
      {live}
      <ThemeSwitch />
      <SmallMenu />
      <AccountMenu name={person.name} email={person.email} />
    </header>
  )
}
