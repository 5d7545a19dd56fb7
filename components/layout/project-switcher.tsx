'use client'

import { Check, ChevronDown } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { Menu, MenuItem, MenuLabel } from '#components/ui/menu.tsx'
import { keepProject } from './project-cookie.ts'

export interface ProjectChoice {
  id: string
  name: string
}

interface Props {
  projects: readonly ProjectChoice[]
  current: ProjectChoice | null
}

/** Which project the pages speak of. Kept in a cookie, so that the server answers with the right one at once. */
export function ProjectSwitcher({ projects, current }: Props): ReactElement | null {
  const router = useRouter()
  if (!current) return null
  const choose = (id: string): void => {
    keepProject(id)
    router.push('/')
    router.refresh()
  }
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Project: ${current.name}`}
          className="inline-flex min-w-0 items-center gap-1 rounded-md px-1.5 py-1 text-ink-2 hover:bg-hover"
        >
          <span className="truncate max-w-56">{current.name}</span>
          <ChevronDown aria-hidden className="size-[13px] shrink-0 text-ink-3" />
        </button>
      }
    >
      <MenuLabel>Projects</MenuLabel>
      {projects.map((project) => (
        <MenuItem key={project.id} onSelect={() => choose(project.id)}>
          <span className="min-w-0 flex-1 truncate">{project.name}</span>
          {project.id === current.id ? <Check aria-label="Chosen" /> : null}
        </MenuItem>
      ))}
    </Menu>
  )
}
