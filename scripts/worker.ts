// `npm run worker`: one more worker on the database of DATABASE_URL, or of the installation in DATA_DIR, on any machine.
// `--label eu-west` (may be repeated) says which parts of a run it may take, `--threads 3` how many cores it sends with.

import { parseArgs } from 'node:util'
import { messageOf } from '#lib/core/errors.ts'
import { findDatabaseUrl } from '#lib/db/database-url.ts'
import { readMigrationStatus } from '#lib/db/migration-status.ts'
import { generateClient, isClientCurrent } from './prisma-client.ts'
import { endChild, startChild } from './supervisor/child.ts'
import { say, step } from './supervisor/say.ts'

/** As the variables the worker reads; what is not given stays as the environment has it. */
function settings(): Record<string, string> {
  const options = { label: { type: 'string', multiple: true }, threads: { type: 'string' } } as const
  const { label, threads } = parseArgs({ options }).values
  return {
    ...(label ? { HEADROOM_WORKER_LABELS: label.join(',') } : {}),
    ...(threads ? { HEADROOM_WORKER_THREADS: threads } : {}),
  }
}

async function main(): Promise<void> {
  const given = settings()
  const { pending } = await readMigrationStatus(findDatabaseUrl())
  if (pending.length > 0) {
    throw new Error('The database is older than this Headroom. Start the main installation first: npm start')
  }
  if (!isClientCurrent()) await step('Preparing the database client', generateClient)
  const child = startChild({ name: 'The worker', args: ['worker/main.ts'], env: { NODE_ENV: 'production', ...given } })
  child.once('message', () => say('The worker is ready for runs; Ctrl-C ends it'))
  child.once('exit', (code) => process.exit(code ?? 1))
  const leave = () => void endChild(child, 25_000)
  process.on('SIGINT', leave)
  process.on('SIGTERM', leave)
}

main().catch((error) => {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exit(1)
})
