// Before the browser tests: the real product, on free ports and with a data directory of its own, as `npm start` runs it.

import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { changeEnv, childEnv } from '#lib/core/env.ts'

type Ready = { ready: true; url: string; demoUrl?: string }

const limitMs = 300_000

/** Starts Headroom and tells the tests where: HEADROOM_E2E_URL and HEADROOM_E2E_DEMO_URL. Returns how to end it. */
export default async function startProduct(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'headroom-e2e-'))
  chmodSync(dataDir, 0o755)
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: childEnv({
      ...{ DATABASE_URL: undefined, npm_lifecycle_event: undefined },
      ...{ DATA_DIR: dataDir, PORT: '0', DEMO_PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info' },
    }),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const ready = new Promise<Ready>((resolve) => child.once('message', (message) => resolve(message as Ready)))
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`Headroom is not ready after ${limitMs / 1000} s`)), limitMs)
  const failed = ended.then(() => {
    throw new Error('Headroom ended before it was ready; it says why above')
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const { url, demoUrl } = await Promise.race([ready, late, failed])
    changeEnv({ HEADROOM_E2E_URL: url, HEADROOM_E2E_LOGS: path.join(dataDir, 'logs') })
    if (demoUrl) changeEnv({ HEADROOM_E2E_DEMO_URL: demoUrl })
    return stop
  } catch (error) {
    await stop()
    throw error
  } finally {
    clearTimeout(timer)
    failed.catch(() => {})
  }
}
