import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts'
import { migrate } from './migrate.ts'
import { isProcessAlive, readPostmaster } from './postmaster.ts'
import { onDatabase } from './schema-adapter.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this test run: URL of a database whose copies the test files work on. */
    templateUrl: string
  }
}

const prefix = 'headroom-test-'

/** One Postgres for a whole test run, with all migrations applied to the database that test files copy. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  sweepAbandoned()
  const dataDir = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`))
  // Root lends Postgres another account, which has to get through.
  chmodSync(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({
    dataDir,
    // Test data may be lost with the machine; not waiting for the disk makes the run fast.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  })
  await migrate(postgres.url)
  await sealTemplate(postgres.url)
  project.provide('templateUrl', postgres.url)
  return () => tearDown(postgres, dataDir)
}

/** A database can only be copied while nobody is connected to it. */
async function sealTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: onDatabase(url, 'postgres') })
  await client.connect()
  await client.query('ALTER DATABASE headroom WITH IS_TEMPLATE true ALLOW_CONNECTIONS false')
  await client.end()
}

async function tearDown(postgres: EmbeddedPostgres, dataDir: string): Promise<void> {
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

/** What runs that were killed left behind: their process id is in the name of the folder. */
function sweepAbandoned(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length).split('-')[0])
    if (!owner || isProcessAlive(owner)) continue
    const dataDir = path.join(tmpdir(), name)
    try {
      const postmaster = readPostmaster(path.join(dataDir, 'postgres'))
      if (postmaster?.alive) process.kill(postmaster.pid, 'SIGQUIT')
      rmSync(dataDir, { recursive: true, force: true })
    } catch {
      // Another user's; theirs to clear.
    }
  }
}
