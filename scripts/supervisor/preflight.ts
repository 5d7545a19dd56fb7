import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/core/errors.ts'
import { findFreePort, isPortFree } from '#lib/core/port.ts'
import { isProcessAlive } from '#lib/db/postmaster.ts'

/** Makes the data directory. Throws `unavailable` with what to do when this user may not write there. */
export function prepareDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir)
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'is no folder' : 'cannot be written by this user'
    const message = `The data directory ${dataDir} ${why}. Change its rights, or choose another one: DATA_DIR=/path/to/folder npm start`
    throw new AppError('unavailable', message, { cause: error })
  }
}

// One by one: told to make them all, Node never returns where the system lets nobody make any, such as below /proc.
function makeFolder(dir: string): void {
  if (existsSync(dir)) {
    if (!statSync(dir).isDirectory()) throw Object.assign(new Error(`${dir} is no folder`), { code: 'ENOTDIR' })
    return
  }
  makeFolder(path.dirname(dir))
  mkdirSync(dir)
}

/** Two of one data directory would end each other's database. Returns how to give it back. */
export function claimDataDir(dataDir: string): () => void {
  const file = path.join(dataDir, 'supervisor.pid')
  const other = readOwner(file)
  if (other !== null) {
    const message = `Headroom runs already on the data directory ${dataDir} (process ${other}). Stop it first, or choose another one: DATA_DIR=/path/to/folder npm start`
    throw new AppError('unavailable', message)
  }
  writeFileSync(file, `${process.pid}\n`)
  return () => rmSync(file, { force: true })
}

function readOwner(file: string): number | null {
  let pid: number
  try {
    pid = Number(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
  if (!pid || pid === process.pid || !isProcessAlive(pid)) return null
  try {
    // The number may have been given to another program since.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.ts') ? pid : null
  } catch {
    return pid
  }
}

/** The port for the web app; 0 takes any. Waits a moment for a predecessor that was killed and is about to let go. */
export async function choosePort(port: number, host: string): Promise<number> {
  if (port === 0) return findFreePort(host)
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await isPortFree(port, host)) return port
    await sleep(250)
  }
  const message = `Port ${port} on ${host} is in use or not ours to take. Stop what listens there, or choose another one: PORT=${port + 1} npm start`
  throw new AppError('unavailable', message)
}

/** The port for the demo target: the one it had before, for plans name it; else the wished one; else any. */
export async function chooseDemoPort(wished: number, dataDir: string): Promise<number> {
  const file = path.join(dataDir, 'demo-port')
  const before = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  for (const port of [before, wished]) if (port > 0 && (await isPortFree(port))) return remember(file, port)
  return remember(file, await findFreePort())
}

function remember(file: string, port: number): number {
  writeFileSync(file, `${port}\n`)
  return port
}
