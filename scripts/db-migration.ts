// `npm run db:migration -- add waiver expiry`: writes the next migration, from what the existing ones lead to, to the
// schema of prisma/ as it is now. Runs them on a database of its own that is thrown away.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { messageOf } from '#lib/core/errors.ts'
import { startEmbeddedPostgres } from '#lib/db/embedded.ts'
import { diffToSchema } from '#lib/db/schema-engine.ts'

async function diff(): Promise<string> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'headroom-diff-'))
  // Root lends Postgres another account, which has to get through.
  chmodSync(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })
  try {
    return await diffToSchema(postgres.url)
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function main(): Promise<number> {
  const intent = process.argv
    .slice(2)
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
  if (!intent) {
    console.error('Say what the migration does, for example: npm run db:migration -- add waiver expiry')
    return 64
  }
  const sql = await diff()
  if (!sql) {
    console.log('The migrations already lead to the schema: nothing to write.')
    return 0
  }
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const file = path.join('prisma', 'migrations', `${time}_${intent}`, 'migration.sql')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, sql)
  console.log(`Wrote ${file}. Read it, then run npm run db:generate.`)
  return 0
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(messageOf(error))
    process.exit(1)
  },
)
