// What the generator itself went through in a second: lag, busy share, CPU, its connections. Evidence for validity.

import { performance } from 'node:perf_hooks'
import { DROPPED_GENERATOR, DROPPED_TARGET, OFFERED, SENT } from './counter-layout.ts'
import type { FineSleep } from './fine-sleep.ts'
import type { HttpDoor } from './http-client.ts'
import type { ThreadSecond } from './protocol.ts'
import type { OpenSecond } from './recorder.ts'

export class Health {
  readonly #sleep: FineSleep
  readonly #door: HttpDoor
  #utilisation = performance.eventLoopUtilization()
  #cpu = process.threadCpuUsage()
  #atMs = performance.now()
  #nappedMs = 0

  constructor(sleep: FineSleep, door: HttpDoor) {
    this.#sleep = sleep
    this.#door = door
  }

  /** What the setup did to connections is none of the run's. */
  begin(): void {
    this.#door.takeCounts()
  }

  /** Readings since the last call; `operations` are the indices of operation series. */
  read(closed: OpenSecond, operations: number, users: number, inFlight: number): ThreadSecond {
    const sum = (counter: number) =>
      closed.cells.slice(0, operations).reduce((total, cell) => total + (cell?.counters[counter] ?? 0), 0)
    return {
      second: closed.second,
      offered: sum(OFFERED),
      sent: sum(SENT),
      droppedTarget: sum(DROPPED_TARGET),
      droppedGenerator: sum(DROPPED_GENERATOR),
      ...this.#load(),
      waitedForConnection: closed.waitedForConnection,
      localSocketErrors: closed.localSocketErrors,
      ...this.#door.takeCounts(),
      bufferBytes: 0,
      users,
      inFlight,
    }
  }

  #load(): { utilisation: number; cpu: number } {
    const utilisation = performance.eventLoopUtilization()
    const cpu = process.threadCpuUsage()
    const nowMs = performance.now()
    const active = utilisation.active - this.#utilisation.active - (this.#sleep.nappedMs - this.#nappedMs)
    const elapsedMs = nowMs - this.#atMs
    const cpuMicros = cpu.user + cpu.system - this.#cpu.user - this.#cpu.system
    this.#utilisation = utilisation
    this.#cpu = cpu
    this.#atMs = nowMs
    this.#nappedMs = this.#sleep.nappedMs
    if (elapsedMs < 1) return { utilisation: 0, cpu: 0 }
    return { utilisation: Math.min(1, Math.max(0, active / elapsedMs)), cpu: cpuMicros / 1000 / elapsedMs }
  }
}
