import { getEnv } from '#lib/core/env.ts'
import { messageOf } from '#lib/core/errors.ts'
import { removeDatabaseFile } from '#lib/db/database-url.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'
import { readMigrationStatus } from '#lib/db/migration-status.ts'
import { say, step } from './say.ts'

export type Database = { isEmbedded: boolean; stop(): Promise<void> }

const watchEveryMs = 1000
const longestPauseMs = 15_000

/** The database this installation works on, up to date: DATABASE_URL, else the embedded Postgres, kept running. */
export async function openDatabase(): Promise<Database> {
  const { DATABASE_URL, DATA_DIR } = getEnv()
  if (DATABASE_URL) {
    removeDatabaseFile(DATA_DIR)
    await bringUpToDate(DATABASE_URL)
    return { isEmbedded: false, stop: async () => {} }
  }
  const first = await startEmbeddedPostgres({ dataDir: DATA_DIR, onProgress: say })
  for (const note of first.notes) say(note)
  const kept = keepPostgres(first, DATA_DIR)
  try {
    await bringUpToDate(first.url)
  } catch (error) {
    await kept.stop()
    throw error
  }
  return { isEmbedded: true, stop: kept.stop }
}

async function bringUpToDate(url: string): Promise<void> {
  const { pending, unknown } = await readMigrationStatus(url)
  if (unknown.length > 0) {
    say(`The database knows migrations this Headroom does not (${unknown.join(', ')}): it was used by a newer one.`)
  }
  const first = pending.length === 1 ? '1 migration' : `${pending.length} migrations`
  if (pending.length > 0) await step(`Bringing the database up to date (${first})`, () => migrate(url))
  else await migrate(url)
}

function keepPostgres(first: EmbeddedPostgres, dataDir: string): { stop(): Promise<void> } {
  let current = first
  let stopping = false
  let restart: Promise<void> | undefined
  let pauseMs = watchEveryMs
  let timer = setTimeout(watch, watchEveryMs)

  async function bringBack(): Promise<void> {
    say('The database has ended; starting it again')
    try {
      current = await startEmbeddedPostgres({ dataDir })
      pauseMs = watchEveryMs
      say('The database is back')
    } catch (error) {
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      say(messageOf(error))
    }
  }
  async function watch(): Promise<void> {
    if (!current.isAlive()) {
      restart = bringBack()
      await restart
    }
    if (!stopping) timer = setTimeout(watch, pauseMs)
  }
  return {
    stop: async () => {
      stopping = true
      clearTimeout(timer)
      await restart
      await current.stop()
    },
  }
}
