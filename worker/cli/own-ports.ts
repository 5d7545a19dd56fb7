// The ports Headroom itself listens on, as far as this process can know: its page, and its database, embedded or not.

import { getEnv } from '#lib/core/env.ts'
import { readDatabaseFile } from '#lib/db/database-url.ts'

export function ownPorts(): number[] {
  const { PORT, DATABASE_URL, DATA_DIR } = getEnv()
  const database = DATABASE_URL ?? readDatabaseFile(DATA_DIR)?.url
  return database ? [PORT, Number(URL.parse(database)?.port || 5432)] : [PORT]
}
