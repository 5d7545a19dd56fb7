// `npm start`: prepares what is missing, starts everything, says where it is, and ends everything when it is ended.
// With --dev the web app is served from its sources and all reload on change.

import path from 'node:path'
import { getEnv } from '#lib/core/env.ts'
import { AppError, isAppError, messageOf } from '#lib/core/errors.ts'
import { generateClient, isClientCurrent } from './prisma-client.ts'
import { ensureBuilt } from './supervisor/build.ts'
import { endAllChildren, killAllChildren } from './supervisor/child.ts'
import { type Database, openDatabase } from './supervisor/database.ts'
import { type Kept, keepRunning } from './supervisor/keep.ts'
import { chooseDemoPort, choosePort, claimDataDir, prepareDataDir } from './supervisor/preflight.ts'
import { say, step } from './supervisor/say.ts'
import { untilAnswers } from './supervisor/until-answers.ts'

const isDev = process.argv.includes('--dev')
const kept: { worker?: Kept; web?: Kept; demo?: Kept } = {}
let database: Database | undefined
let giveBack = () => {}
let ending: Promise<void> | undefined

async function start(): Promise<void> {
  if (getEnv().npm_lifecycle_event) leaveWithParent()
  const { DATA_DIR, HOST, HEADROOM_VERBOSE } = getEnv()
  prepareDataDir(DATA_DIR)
  giveBack = claimDataDir(DATA_DIR)
  const port = await choosePort(getEnv().PORT, HOST)
  const logFile = (name: string) => path.join(DATA_DIR, 'logs', `${name}.log`)
  const output = (name: string) => (HEADROOM_VERBOSE || isDev ? {} : { logFile: logFile(name) })

  database = await openDatabase()
  if (!isClientCurrent()) await step('Preparing the database client', generateClient)
  if (!isDev) await ensureBuilt(logFile('build'))
  if (ending) return

  const demo = database.isEmbedded ? await startDemo(output('demo')) : undefined
  const env = {
    NODE_ENV: isDev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATA_DIR,
    HOST,
    PORT: String(port),
    HEADROOM_DEMO_URL: demo,
  }
  const watch = isDev ? ['--watch', '--watch-preserve-output'] : []
  // What else runs here, and a page that is drawn meanwhile, must not make the load late.
  const work = [...watch, 'worker/main.ts']
  kept.worker = keepRunning({ name: 'The worker', args: work, env, niceness: -10, ...output('worker') })
  const web = isDev
    ? ['node_modules/next/dist/bin/next', 'dev', '--hostname', HOST, '--port', String(port)]
    : ['scripts/web.ts']
  kept.web = keepRunning({ name: 'The web app', args: web, env, niceness: 5, ...output('web') })

  const url = `http://${shownHost(HOST)}:${port}`
  // Settles only by failing: it ended before it answered.
  const webFails = kept.web.ready.then(() => new Promise<never>(() => {}))
  await Promise.all([
    kept.demo?.ready,
    isDev ? undefined : kept.worker.ready,
    Promise.race([untilAnswers(`${url}/api/health`), webFails]),
  ])
  if (ending) return
  say(`Headroom is ready at ${url}`)
  process.send?.({ ready: true, url, demoUrl: demo })
}

async function startDemo(output: { logFile?: string }): Promise<string> {
  const port = await chooseDemoPort(getEnv().DEMO_PORT, getEnv().DATA_DIR)
  const args = ['worker/demo-target/main.ts', '--port', String(port)]
  kept.demo = keepRunning({ name: 'The demo target', args, ...output })
  return `http://127.0.0.1:${port}`
}

const shownHost = (host: string) =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host

/** In order: who writes before what is written to. Well below 30 s in total. */
async function end(): Promise<void> {
  await Promise.all([kept.worker?.stop(18_000), kept.web?.stop(5000)])
  await kept.demo?.stop(2000)
  await endAllChildren(1000)
  await database?.stop()
  giveBack()
}

// npm passes SIGTERM on to the shell between us, which ends without passing it on.
function leaveWithParent(): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent && !ending) leave(0)
  }, 250).unref()
}

function leave(code: number): void {
  if (ending) {
    killAllChildren()
    return
  }
  ending = end()
  ending.then(
    () => process.exit(code),
    (error) => {
      say(messageOf(error))
      process.exit(1)
    },
  )
}

process.on('SIGINT', () => leave(0))
process.on('SIGTERM', () => leave(0))
process.on('SIGHUP', () => leave(0))
process.on('disconnect', () => leave(0))

start().catch((error: unknown) => {
  if (ending) return
  const isExpected = isAppError(error) || error instanceof AppError
  process.stderr.write(`${isExpected || !(error instanceof Error) ? messageOf(error) : error.stack}\n`)
  leave(1)
})
