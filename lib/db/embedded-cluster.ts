import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { AppError, messageOf } from '#lib/core/errors.ts'
import { makeOwnedDir, type PostgresHost } from './embedded-host.ts'

const run = promisify(execFile)

/** The password of the cluster, made once and readable by the owner of the data directory only. */
export function readPassword(dataDir: string, clusterDir: string): string {
  const file = path.join(dataDir, 'postgres-password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  if (existsSync(path.join(clusterDir, 'PG_VERSION'))) {
    const message = `The database in ${clusterDir} is there, but its password in ${file} is gone. Put the file back, or move the folder away to begin anew.`
    throw new AppError('unavailable', message)
  }
  const password = randomBytes(24).toString('base64url')
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  return password
}

/**
 * Makes the cluster unless it is there. It is made beside its place and moved, so that a start that was interrupted
 * leaves nothing half done.
 */
export async function initialiseCluster(options: {
  host: PostgresHost
  dataDir: string
  password: string
  onProgress: ((sentence: string) => void) | undefined
}): Promise<void> {
  const { account, nativeDir, clusterDir } = options.host
  if (existsSync(path.join(clusterDir, 'PG_VERSION'))) return assertVersion(clusterDir)
  options.onProgress?.('Preparing the database')
  const draft = `${clusterDir}.draft`
  const passwordFile = `${clusterDir}.password`
  makeOwnedDir(draft, account)
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 })
  if ('uid' in account) chownSync(passwordFile, account.uid as number, account.gid as number)
  try {
    await run(path.join(nativeDir, 'bin', 'initdb'), initFlags(draft, passwordFile), { ...account, cwd: draft })
    rmSync(clusterDir, { recursive: true, force: true })
    renameSync(draft, clusterDir)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw new AppError('unavailable', `The database could not be prepared: ${reasonOf(error)}`, { cause: error })
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function reasonOf(error: unknown): string {
  const said = (error as { stderr?: string }).stderr?.trim() || messageOf(error)
  if (!/could not look up effective user/.test(said)) return said
  return `this user (id ${process.getuid?.()}) has no name on this machine, which Postgres asks for. Give it one in /etc/passwd, start Headroom as another user, or set DATABASE_URL.`
}

// The built-in locale does not depend on what the machine has installed, so indexes mean the same everywhere.
const initFlags = (dir: string, passwordFile: string) => [
  `--pgdata=${dir}`,
  `--pwfile=${passwordFile}`,
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-sync',
]

function assertVersion(clusterDir: string): void {
  const version = readFileSync(path.join(clusterDir, 'PG_VERSION'), 'utf8').trim()
  if (version === '18') return
  const message = `The database in ${clusterDir} was made by Postgres ${version}, and this Headroom brings Postgres 18. Set DATA_DIR to another folder, or DATABASE_URL.`
  throw new AppError('unavailable', message)
}
