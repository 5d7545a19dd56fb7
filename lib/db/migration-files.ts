import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type Migration = { name: string; sql: string }

// Unmarked, the bundler takes this for an import of every file of the project.
const migrationsDir = () => path.join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations')

/** The migrations of the project, oldest first. */
export function readMigrations(folder = migrationsDir()): Migration[] {
  let names: string[]
  try {
    names = readdirSync(/* turbopackIgnore: true */ folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
  } catch {
    return []
  }
  return names.sort().map((name) => ({
    name,
    sql: readFileSync(path.join(/* turbopackIgnore: true */ folder, name, 'migration.sql'), 'utf8'),
  }))
}
