// Requests a second on one core, beside other tools, measured in turns in one go: the generator on one core, the target on another.
// 91-byte JSON response, 50 keep-alive connections. `npm run bench [-- seconds rounds]`

import { type ChildProcess, execFileSync, fork, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const [seconds = 5, rounds = 3] = process.argv.slice(2).map(Number)
const CONNECTIONS = 50
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const has = (command: string) => spawnSync('which', [command]).status === 0
const canPin = has('taskset') && availableParallelism() > 1

interface Tool {
  name: string
  command: string
  args: (url: string, seconds: number) => string[]
  read: (output: string) => number
}

const TOOLS: Tool[] = [
  {
    name: 'headroom',
    command: process.execPath,
    args: (url, seconds) => [here('engine-run.ts'), url, String(CONNECTIONS), String(seconds)],
    read: (output) => JSON.parse(output.trim().split('\n').at(-1)!).perSecond,
  },
  {
    name: 'autocannon',
    command: process.execPath,
    args: (url, seconds) => [
      here('../node_modules/autocannon/autocannon.js'),
      '-j',
      '-c',
      String(CONNECTIONS),
      '-d',
      String(seconds),
      `${url}/orders/1`,
    ],
    read: (output) => {
      const result = JSON.parse(output.trim().split('\n').at(-1)!)
      return result.requests.total / result.duration
    },
  },
  {
    name: 'wrk',
    command: 'wrk',
    args: (url, seconds) => ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, `${url}/orders/1`],
    read: (output) => Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]),
  },
  {
    name: 'ab',
    command: 'ab',
    args: (url, seconds) => [
      '-k',
      '-q',
      '-c',
      String(CONNECTIONS),
      '-t',
      String(seconds),
      '-n',
      '100000000',
      `${url}/orders/1`,
    ],
    read: (output) => Number(/Requests per second:\s+([\d.]+)/.exec(output)?.[1]),
  },
  {
    name: 'hey',
    command: 'hey',
    args: (url, seconds) => ['-c', String(CONNECTIONS), '-z', `${seconds}s`, `${url}/orders/1`],
    read: (output) => Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]),
  },
]

/**
 * Requests a second of wall time, and of CPU time: on a busy machine only the second says what a whole core would do. CPU time is that
 * of a long run less that of a run of one second, so that nobody's start counts.
 */
interface Figure {
  perSecond: number
  perCpuSecond: number
}

function measure(tool: Tool, url: string): Figure {
  const short = runTool(tool, url, 1)
  const long = runTool(tool, url, seconds + 1)
  return {
    perSecond: long.perSecond,
    perCpuSecond: (long.requests - short.requests) / (long.cpuSeconds - short.cpuSeconds),
  }
}

function runTool(tool: Tool, url: string, forSeconds: number) {
  const pinned = canPin ? ['taskset', '-c', '0', tool.command] : [tool.command]
  const script = 'TIMEFORMAT="cpu %U %S"; time "$@"'
  const args = ['-c', script, 'bash', ...pinned, ...tool.args(url, forSeconds)]
  const run = spawnSync('bash', args, { encoding: 'utf8', maxBuffer: 1e8 })
  if (run.status !== 0) throw new Error(`${tool.name} failed: ${run.stderr}`)
  const perSecond = tool.read(run.stdout)
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(run.stderr) ?? []
  return { perSecond, requests: perSecond * forSeconds, cpuSeconds: Number(user) + Number(system) }
}

async function startTarget(): Promise<{ target: ChildProcess; url: string }> {
  const target = fork(here('target.ts'), { execArgv: [] })
  const { port } = await new Promise<{ port: number }>((resolve) =>
    target.once('message', (message) => resolve(message as { port: number })),
  )
  if (canPin) execFileSync('taskset', ['-cp', '1', String(target.pid)], { stdio: 'ignore' })
  return { target, url: `http://127.0.0.1:${port}` }
}

const { target, url } = await startTarget()
const tools = TOOLS.filter((tool) => tool.command === process.execPath || has(tool.command))
for (const tool of TOOLS.filter((one) => !tools.includes(one)))
  console.log(`${tool.name}: not on this machine, skipped`)
if (!canPin) console.log('taskset or a second core is missing: nothing is pinned, figures are rough')
const results = new Map<string, Figure[]>()
for (let round = 0; round < rounds; round++) {
  for (const tool of tools) results.set(tool.name, [...(results.get(tool.name) ?? []), measure(tool, url)])
}
const median = (name: string, unit: keyof Figure) => {
  const values = results.get(name)!.map((figure) => figure[unit])
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
const shown = (value: number) => Math.round(value).toLocaleString('en-US').padStart(9)
console.log('                wall /s   CPU-second     headroom is, by CPU')
for (const { name } of tools) {
  const ratio =
    name === 'headroom' ? '' : `${(median('headroom', 'perCpuSecond') / median(name, 'perCpuSecond')).toFixed(2)} ×`
  console.log(
    `${name.padEnd(12)} ${shown(median(name, 'perSecond'))}    ${shown(median(name, 'perCpuSecond'))}     ${ratio}`,
  )
}
target.disconnect()
