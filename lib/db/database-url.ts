import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { getEnv } from '#lib/core/env.ts'
import { AppError } from '#lib/core/errors.ts'

/** What the embedded Postgres of a data directory says about itself to the other processes. */
export type DatabaseFile = { url: string; port: number; pid: number }

const fileIn = (dataDir: string) => path.join(dataDir, 'database.json')

/** Atomic, and readable by its owner only: it holds the password. */
export function writeDatabaseFile(dataDir: string, file: DatabaseFile): void {
  mkdirSync(dataDir, { recursive: true })
  const draft = `${fileIn(dataDir)}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(file)}\n`, { mode: 0o600 })
  renameSync(draft, fileIn(dataDir))
}

export function readDatabaseFile(dataDir: string): DatabaseFile | null {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as DatabaseFile
  } catch {
    return null
  }
}

export function removeDatabaseFile(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true })
}

let chosenUrl: string | undefined

/** Makes this process use another database than its settings say: a test file has one of its own. */
export function chooseDatabase(url: string): void {
  chosenUrl = url
}

/** DATABASE_URL, else the embedded Postgres of DATA_DIR. Throws `unavailable` when there is neither. */
export function findDatabaseUrl(): string {
  const { DATABASE_URL, DATA_DIR } = getEnv()
  const url = chosenUrl ?? DATABASE_URL ?? readDatabaseFile(DATA_DIR)?.url
  if (url) return url
  throw new AppError(
    'unavailable',
    `No database: DATABASE_URL is not set and no embedded Postgres runs in ${DATA_DIR}. Start Headroom with \`npm start\`, or set DATABASE_URL=postgres://user:password@host:5432/headroom`,
  )
}
