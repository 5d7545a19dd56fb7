import type { Role } from './role.ts'
import type { Project } from './schema.ts'

interface ProjectRow {
  id: string
  name: string
  description: string
  createdAt: Date
}

export function toProject({ id, name, description, createdAt }: ProjectRow, role: Role): Project {
  return { id, name, description, role, createdAt: createdAt.toISOString() }
}
