// What a request costs, beside other tools, measured in turns in one go: the generator on one core, the target on another.
// 91-byte JSON response, 50 connections; Headroom judges the status of each answer and records everything.
// `node bench/throughput.ts [seconds rounds] [keep] [tls] [close]`

import { type ChildProcess, execFileSync, fork, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { CONNECTIONS, type Mode, type Tool, toolsHere } from './peers.ts'

const [seconds = 4, rounds = 3] = process.argv.slice(2, 4).map(Number)
const only = process.argv.slice(4)
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const canPin = availableParallelism() > 1 && spawnSync('which', ['taskset']).status === 0

const TITLES: Record<Mode, string> = {
  keep: 'kept connections',
  tls: 'kept connections, TLS',
  close: 'a connection for each request',
}

/**
 * Requests a second of wall time, and CPU seconds for a million requests: on a busy machine only the second says what a whole core would
 * do. CPU time is that of a long run less that of a run of one second, so that nobody's start counts.
 */
interface Figure {
  perSecond: number
  cpuPerMillion: number
}

function measure(tool: Tool, url: string, mode: Mode): Figure {
  const short = runTool(tool, url, 1, mode)
  const long = runTool(tool, url, seconds + 1, mode)
  return {
    perSecond: (long.requests - short.requests) / seconds,
    cpuPerMillion: ((long.cpuSeconds - short.cpuSeconds) / (long.requests - short.requests)) * 1e6,
  }
}

function runTool(tool: Tool, url: string, forSeconds: number, mode: Mode) {
  const pinned = canPin && !tool.isWide ? ['taskset', '-c', '0', tool.command] : [tool.command]
  const script = 'TIMEFORMAT="cpu %U %S"; time "$@"'
  const args = ['-c', script, 'bash', ...pinned, ...tool.args(url, forSeconds, mode)]
  const run = spawnSync('bash', args, { encoding: 'utf8', maxBuffer: 1e8 })
  if (run.status !== 0) throw new Error(`${tool.name} failed: ${run.stderr}${run.stdout}`)
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(run.stderr) ?? []
  return { requests: tool.read(run.stdout, forSeconds), cpuSeconds: Number(user) + Number(system) }
}

async function startTarget(mode: Mode): Promise<{ target: ChildProcess; url: string }> {
  const target = fork(here('target.ts'), ['0', mode], { execArgv: [] })
  const { port } = await new Promise<{ port: number }>((resolve) =>
    target.once('message', (message) => resolve(message as { port: number })),
  )
  if (canPin) execFileSync('taskset', ['-cp', '1', String(target.pid)], { stdio: 'ignore' })
  return { target, url: `${mode === 'tls' ? 'https' : 'http'}://127.0.0.1:${port}` }
}

const { tools, absent } = toolsHere()

async function compare(mode: Mode): Promise<void> {
  const { target, url } = await startTarget(mode)
  const taking = tools.filter(({ modes }) => modes.includes(mode))
  const figures = new Map<string, Figure[]>(taking.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const tool of taking) figures.get(tool.name)!.push(measure(tool, url, mode))
  }
  target.disconnect()
  console.log(`## Throughput, ${TITLES[mode]}, ${CONNECTIONS} at a time\n`)
  console.log('| | requests/s | CPU s per million | Headroom gets, for the same CPU |')
  console.log('| --- | ---: | ---: | ---: |')
  const own = figures.get('headroom')!
  for (const [name, rows] of figures) {
    // In turns: each round is compared with the same round.
    const ratio = median(rows.map(({ cpuPerMillion }, round) => cpuPerMillion / own[round]!.cpuPerMillion))
    const perSecond = Math.round(median(rows.map((row) => row.perSecond))).toLocaleString('en-US')
    const cpu = median(rows.map((row) => row.cpuPerMillion)).toFixed(2)
    console.log(`| ${name} | ${perSecond} | ${cpu} | ${rows === own ? '' : `${ratio.toFixed(2)} ×`} |`)
  }
  console.log('')
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}

for (const mode of ['keep', 'tls', 'close'] as const) {
  if (only.length === 0 || only.includes(mode)) await compare(mode)
}
if (absent.length > 0) console.log(`Not on this machine, skipped: ${absent.join(', ')}.`)
if (!canPin) console.log('taskset or a second core is missing: nothing is pinned, figures are rough.')
