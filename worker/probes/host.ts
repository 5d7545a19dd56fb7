// The machine this worker runs on.

import { readFile, statfs } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { type CpuTicks, cpuTicksOf, HOST_COUNTERS, type HostTexts, hostFigures } from './host-figures.ts'
import { type Probe, ProbeError, type Told } from './probe.ts'

/** Over less, the use of a processor is noise. */
const LEAST_MS = 250

const TYPES = new Map(HOST_COUNTERS.map((name) => [name, 'counter'] as const))

export class Host implements Probe {
  #before: { atMs: number; cpu: CpuTicks } | null = null

  async read(): Promise<Told> {
    try {
      if (this.#before === null) {
        this.#before = { atMs: performance.now(), cpu: cpuTicksOf(await readFile('/proc/stat', 'utf8')) }
        await delay(LEAST_MS)
      }
      const texts = await readTexts()
      const figures = hostFigures(texts, this.#before.cpu)
      const atMs = performance.now()
      if (atMs - this.#before.atMs >= LEAST_MS) this.#before = { atMs, cpu: cpuTicksOf(texts.stat) }
      return { figures: new Map([...figures].map(([name, value]) => [name, [{ labels: {}, value }]])), types: TYPES }
    } catch {
      throw new ProbeError("This worker's machine tells nothing of itself in /proc; figures of a host need Linux.")
    }
  }

  close(): void {}
}

async function readTexts(): Promise<HostTexts> {
  const text = (file: string) => readFile(`/proc/${file}`, 'utf8')
  const [stat, loadavg, meminfo, diskstats, net, { blocks, bfree, bavail }] = await Promise.all([
    text('stat'),
    text('loadavg'),
    text('meminfo'),
    text('diskstats').catch(() => ''),
    text('net/dev').catch(() => ''),
    statfs('/'),
  ])
  return { stat, loadavg, meminfo, diskstats, net, disk: { blocks, free: bfree, available: bavail } }
}
