// The tools that are measured: how each is told to send GET requests as fast as it can over 50 connections, and how many it says it sent.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const CONNECTIONS = 50

/** keep: connections are kept open; tls: the same over TLS; close: a new connection for each request. */
export type Mode = 'keep' | 'tls' | 'close'

export interface Tool {
  name: string
  command: string
  modes: Mode[]
  /** May use more than one core. */
  isWide?: boolean
  args(url: string, seconds: number, mode: Mode): string[]
  /** Requests answered. */
  read(output: string, seconds: number): number
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const lastLine = (output: string) => JSON.parse(output.trim().split('\n').at(-1)!)
const found = (pattern: RegExp, output: string) => Number(pattern.exec(output)?.[1])

function headroom(name: string, threads: number, modes: Mode[]): Tool {
  return {
    name,
    command: process.execPath,
    modes,
    isWide: threads > 1,
    args: (url, seconds, mode) => [here('engine-run.ts'), url, `${CONNECTIONS}`, `${seconds}`, `${threads}`, mode],
    read: (output) => lastLine(output).ok,
  }
}

const ALL: Tool[] = [
  headroom('headroom', 1, ['keep', 'tls', 'close']),
  headroom('headroom, 2 threads', 2, ['keep']),
  {
    name: 'autocannon',
    command: process.execPath,
    modes: ['keep', 'tls'],
    args: (url, seconds) => [
      here('../node_modules/autocannon/autocannon.js'),
      ...['-j', '-c', `${CONNECTIONS}`, '-d', `${seconds}`],
      `${url}/orders/1`,
    ],
    read: (output) => lastLine(output).requests.total,
  },
  {
    name: 'wrk',
    command: 'wrk',
    modes: ['keep', 'tls', 'close'],
    args: (url, seconds, mode) => [
      ...['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`],
      ...(mode === 'close' ? ['-H', 'Connection: close'] : []),
      `${url}/orders/1`,
    ],
    read: (output) => found(/(\d+) requests in/, output),
  },
  {
    name: 'ab',
    command: 'ab',
    modes: ['keep', 'tls', 'close'],
    args: (url, seconds, mode) => [
      ...(mode === 'close' ? [] : ['-k']),
      ...['-q', '-c', `${CONNECTIONS}`, '-t', `${seconds}`, '-n', '100000000', `${url}/orders/1`],
    ],
    read: (output) => found(/Complete requests:\s+(\d+)/, output),
  },
  {
    name: 'hey',
    command: 'hey',
    modes: ['keep', 'tls', 'close'],
    args: (url, seconds, mode) => [
      ...(mode === 'close' ? ['-disable-keepalive'] : []),
      ...['-c', `${CONNECTIONS}`, '-z', `${seconds}s`, `${url}/orders/1`],
    ],
    read: (output, seconds) => found(/Requests\/sec:\s+([\d.]+)/, output) * seconds,
  },
  {
    name: 'locust',
    command: 'locust',
    modes: ['keep'],
    args: (url, seconds) => [
      ...['-f', here('locustfile.py'), '--headless', '--only-summary', '-L', 'ERROR'],
      ...['-u', `${CONNECTIONS}`, '-r', `${CONNECTIONS}`, '-t', `${seconds}s`, '-H', url],
    ],
    read: (output) => lastLine(output).requests,
  },
]

const isThere = (tool: Tool) => tool.command === process.execPath || spawnSync('which', [tool.command]).status === 0

export function toolsHere(): { tools: Tool[]; absent: string[] } {
  const tools = ALL.filter(isThere)
  return { tools, absent: ALL.filter((tool) => !tools.includes(tool)).map(({ name }) => name) }
}
