// Targets and runs in processes of their own: the generator on one core, the target on another, where the machine can do that.

import { type ChildProcess, execFile, execFileSync, fork, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Measured, Spec } from './scenario.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export const canPin = availableParallelism() > 1 && spawnSync('which', ['taskset']).status === 0

/** `script` tells its port and ends when it is disconnected; `ask` gets what it answers when it is asked. */
export async function withTarget<Result>(
  script: string,
  use: (url: string, ask: () => Promise<unknown>) => Promise<Result>,
): Promise<Result> {
  const target: ChildProcess = fork(here(script), { execArgv: [] })
  const hear = () => new Promise<unknown>((resolve) => target.once('message', resolve))
  try {
    const { port } = (await hear()) as { port: number }
    if (canPin) execFileSync('taskset', ['-cp', '1', String(target.pid)], { stdio: 'ignore' })
    return await use(`http://127.0.0.1:${port}`, () => {
      target.send('tell')
      return hear()
    })
  } finally {
    target.disconnect()
  }
}

export async function run(spec: Spec): Promise<Measured> {
  const command = [process.execPath, here('scenario.ts'), JSON.stringify(spec)]
  const [program, ...args] = canPin ? ['taskset', '-c', '0', ...command] : command
  const { stdout } = await promisify(execFile)(program!, args, { maxBuffer: 1e8 })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Measured
}

/** A Markdown table. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
