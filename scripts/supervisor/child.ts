import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { childEnv } from '#lib/core/env.ts'
import { AppError } from '#lib/core/errors.ts'

export type ChildSpec = {
  name: string
  /** Arguments of Node: the file and what it is given. */
  args: string[]
  env?: Record<string, string | undefined>
  /** What it prints goes there, or to the terminal without it. */
  logFile?: string
  /** Who goes first when cores are scarce: below 0 before the others, above 0 after them. */
  niceness?: number
}

const alive = new Set<ChildProcess>()
const logLimitBytes = 20_000_000
const preload = path.resolve('scripts/exit-with-parent.mjs')

/**
 * Starts a Node process that ends when this one does, however that happens. It leads its own process group, so that
 * Ctrl-C reaches this process alone, which then ends the others in order.
 */
export function startChild(spec: ChildSpec): ChildProcess {
  const output = spec.logFile ? openLog(spec.logFile) : ('inherit' as const)
  const child = spawn(process.execPath, ['--import', preload, ...spec.args], {
    env: childEnv(spec.env ?? {}),
    detached: process.platform !== 'win32',
    stdio: ['ignore', output, output, 'ipc'],
  })
  if (typeof output === 'number') closeSync(output)
  if (spec.niceness && child.pid) setNiceness(child.pid, spec.niceness)
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  return child
}

/** Going before others takes rights that most users do not have: then all are equal. */
function setNiceness(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness)
    // Linux weighs sessions against each other, not processes; this child leads a session of its own.
    if (existsSync(`/proc/${pid}/autogroup`)) writeFileSync(`/proc/${pid}/autogroup`, String(niceness))
  } catch {
    // Not allowed, or gone already.
  }
}

/** Runs a Node process to its end. Throws `internal` with the last lines it printed when it fails. */
export async function runChild(spec: ChildSpec & { logFile: string }): Promise<void> {
  const child = startChild(spec)
  const code = await new Promise((resolve) => child.once('exit', (exit, signal) => resolve(exit ?? signal)))
  if (code !== 0) throw new AppError('internal', `${spec.name} failed:\n${lastLines(spec.logFile, 30)}`)
}

/** Asks a process group to end and makes it, when it takes longer than that. */
export async function endChild(child: ChildProcess, patienceMs: number): Promise<void> {
  if (!alive.has(child)) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  signal(child, 'SIGTERM')
  await Promise.race([gone, sleep(patienceMs, undefined, { ref: false })])
  signal(child, 'SIGKILL')
  if (alive.has(child)) await gone
}

/** Without asking: for a second Ctrl-C. */
export function killAllChildren(): void {
  for (const child of alive) signal(child, 'SIGKILL')
}

/** Children that run to their end, such as a build that is interrupted. */
export async function endAllChildren(patienceMs: number): Promise<void> {
  await Promise.all([...alive].map((child) => endChild(child, patienceMs)))
}

function signal(child: ChildProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    // SIGKILL goes to the group: what the child started has to end as well.
    if (name === 'SIGKILL' && child.pid && process.platform !== 'win32') process.kill(-child.pid, name)
    else if (alive.has(child)) child.kill(name)
  } catch {
    // Gone already.
  }
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true })
  if (existsSync(file) && statSync(file).size > logLimitBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

export function lastLines(file: string, count: number): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : ''
}
