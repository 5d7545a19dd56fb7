import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '#lib/core/errors.ts'
import { findFreePort, isPortFree } from '#lib/core/port.ts'
import { readDatabaseFile, removeDatabaseFile, writeDatabaseFile } from './database-url.ts'
import { initialiseCluster, readPassword } from './embedded-cluster.ts'
import { findPostgresHost, type PostgresHost } from './embedded-host.ts'
import { isProcessAlive, readPostmaster } from './postmaster.ts'

export type EmbeddedPostgres = {
  url: string
  port: number
  pid: number
  /** True when it ran already, left behind by a killed parent. */
  attached: boolean
  notes: string[]
  isAlive(): boolean
  /** Ends it in order, by force after 5 s. Resolves when it is gone. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  dataDir: string
  onProgress?: (sentence: string) => void
  /** Settings passed as `-c name=value`. */
  settings?: Record<string, string>
}

const startLimitMs = 120_000
const databaseName = 'headroom'

/**
 * A real Postgres 18 with its files in the data directory, listening on 127.0.0.1 with a generated password. Attaches to
 * one that still runs there. Its URL is left in the data directory for the other processes of this installation.
 * Throws `unavailable` with what to do when it cannot be had.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const host = findPostgresHost(options.dataDir)
  const password = readPassword(options.dataDir, host.clusterDir)
  await initialiseCluster({ host, dataDir: options.dataDir, password, onProgress: options.onProgress })
  const running = await attach(host.clusterDir, password)
  const { port, pid } = running ?? (await launch(options, host, password))
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/${databaseName}`
  await ensureDatabase(port, password)
  writeDatabaseFile(options.dataDir, { url, port, pid })
  return {
    url,
    port,
    pid,
    attached: running !== null,
    notes: host.notes,
    isAlive: () => isProcessAlive(pid),
    stop: async () => {
      removeDatabaseFile(options.dataDir)
      await stopPostmaster(pid)
    },
  }
}

/** The one a killed parent left running, once it answers; null when there is none. */
async function attach(clusterDir: string, password: string): Promise<{ port: number; pid: number } | null> {
  const deadline = Date.now() + startLimitMs
  while (Date.now() < deadline) {
    const postmaster = readPostmaster(clusterDir)
    if (!postmaster) return null
    if (!postmaster.alive) {
      // Postgres would take the id of an unrelated process for itself and refuse to start.
      rmSync(postmaster.file, { force: true })
      return null
    }
    if (await answers(postmaster.port, password)) return { port: postmaster.port, pid: postmaster.pid }
    await sleep(100)
  }
  throw new AppError(
    'unavailable',
    `A Postgres still runs on ${clusterDir} but does not answer. End it and start again.`,
  )
}

async function launch(options: EmbeddedOptions, host: PostgresHost, password: string) {
  const before = readDatabaseFile(options.dataDir)?.port
  const port = before && (await isPortFree(before)) ? before : await findFreePort()
  const logFile = path.join(options.dataDir, 'postgres.log')
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...options.settings,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(logFile, 'w', 0o600)
  // Detached: Ctrl-C goes to the whole group of the terminal, and Postgres must outlive those who still write to it.
  const child = spawn(
    path.join(host.nativeDir, 'bin', 'postgres'),
    ['-D', host.clusterDir, '-p', String(port), ...flags],
    {
      ...host.account,
      cwd: host.clusterDir,
      detached: true,
      stdio: ['ignore', log, log],
    },
  )
  closeSync(log)
  child.unref()
  await untilReady(child, port, password, logFile)
  return { port, pid: child.pid as number }
}

async function untilReady(child: ChildProcess, port: number, password: string, logFile: string): Promise<void> {
  let failure: string | undefined
  child.once('error', (error) => {
    failure = error.message
  })
  child.once('exit', (code, signal) => {
    failure = `it ended with ${signal ?? `code ${code}`}`
  })
  const deadline = Date.now() + startLimitMs
  while (Date.now() < deadline) {
    if (failure) {
      const last = readFileSync(logFile, 'utf8').trim().split('\n').slice(-4).join('\n')
      throw new AppError(
        'unavailable',
        `The embedded Postgres did not start: ${failure}.\n${last}\nIts log: ${logFile}`,
      )
    }
    if (await answers(port, password)) return
    await sleep(25)
  }
  throw new AppError(
    'unavailable',
    `The embedded Postgres does not answer after ${startLimitMs / 1000} s. Its log: ${logFile}`,
  )
}

async function connect(port: number, password: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 3000,
  })
  client.on('error', () => {})
  await client.connect()
  return client
}

async function answers(port: number, password: string): Promise<boolean> {
  try {
    const client = await connect(port, password)
    await client.end()
    return true
  } catch {
    return false
  }
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = await connect(port, password)
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`)
  } finally {
    await client.end()
  }
}

async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 5000],
    ['SIGQUIT', 1500],
    ['SIGKILL', 1000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const deadline = Date.now() + patienceMs
    while (Date.now() < deadline) {
      if (!isProcessAlive(pid)) return
      await sleep(20)
    }
  }
}
