// What it costs the web process that many people watch one live run: its CPU time with no viewer, one, and many, from /proc (Linux).
// HEADROOM_URL=… HEADROOM_TOKEN=… RUN_ID=… WEB_PID=… node bench/viewers.ts [-- viewers] [seconds]; the run has to go on meanwhile.

import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { readVariables } from '#lib/core/env.ts'
import { table } from './processes.ts'

const [most = 50, seconds = 20] = process.argv
  .slice(2)
  .filter((text) => text !== '--')
  .map(Number)
const { HEADROOM_URL, HEADROOM_TOKEN, RUN_ID, WEB_PID } = readVariables([
  'HEADROOM_URL',
  'HEADROOM_TOKEN',
  'RUN_ID',
  'WEB_PID',
])
if (!HEADROOM_URL || !HEADROOM_TOKEN || !RUN_ID || !WEB_PID) {
  throw new Error('Set HEADROOM_URL, HEADROOM_TOKEN, RUN_ID and WEB_PID')
}

const TICKS_PER_SECOND = 100

/** Seconds of CPU the process has used, with its threads. */
function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${WEB_PID}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

const memoryMb = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${WEB_PID}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024

interface Viewer {
  ticks: number
  bytes: number
}

/** As the page follows a run, or as a reader who wants each tick as a whole. */
type Way = 'changes' | 'whole ticks'

async function watch(viewer: Viewer, way: Way, signal: AbortSignal): Promise<void> {
  const headers = { authorization: `Bearer ${HEADROOM_TOKEN}` }
  const address = new URL(`/api/v1/runs/${RUN_ID}/live?changes=${way === 'changes'}`, HEADROOM_URL)
  const decoder = new TextDecoder()
  try {
    const answer = await fetch(address, { headers, signal })
    if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`)
    for await (const chunk of answer.body) {
      viewer.bytes += chunk.byteLength
      viewer.ticks += decoder.decode(chunk, { stream: true }).split(/^event: (?:tick|change)$/m).length - 1
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function measure(count: number, way: Way): Promise<string[]> {
  const end = new AbortController()
  const viewers = Array.from({ length: count }, (): Viewer => ({ ticks: 0, bytes: 0 }))
  const watching = viewers.map((viewer) => watch(viewer, way, end.signal))
  await sleep(3000)
  const received = () => viewers.reduce((sum, one) => sum + one.bytes, 0)
  const before = {
    ...{ cpu: cpuSeconds(), at: performance.now(), bytes: received() },
    ticks: viewers.map((one) => one.ticks),
  }
  await sleep(seconds * 1000)
  const took = (performance.now() - before.at) / 1000
  const share = (cpuSeconds() - before.cpu) / took
  const ticks = viewers.map((one, index) => one.ticks - (before.ticks[index] ?? 0))
  const bytesPerSecond = (received() - before.bytes) / took / Math.max(1, count)
  end.abort()
  await Promise.all(watching)
  const fewest = count > 0 ? (Math.min(...ticks) / took).toFixed(2) : '–'
  return [
    String(count),
    count > 0 ? way : '–',
    `${(share * 100).toFixed(1)} %`,
    fewest,
    `${(bytesPerSecond / 1000).toFixed(0)} kB`,
    `${memoryMb().toFixed(0)} MB`,
  ]
}

const rows: string[][] = []
for (const count of [0, 1, most]) rows.push(await measure(count, 'changes'))
rows.push(await measure(most, 'whole ticks'))
console.log(`## Viewers of one live run\n\n${seconds} s each.\n`)
console.log(
  table(
    ['viewers', 'told', 'CPU of the web process', 'ticks a second, fewest', 'received by each a second', 'memory'],
    rows,
  ),
)
