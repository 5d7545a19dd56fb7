import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type Migration = { name: string; sql: string }

/** The migrations of the project, oldest first. */
export function readMigrations(folder = path.resolve('prisma/migrations')): Migration[] {
  let names: string[]
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
  } catch {
    return []
  }
  return names.sort().map((name) => ({ name, sql: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') }))
}
