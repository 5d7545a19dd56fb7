// CPU of this process: seconds in all, and percent of one core since it was read before, over a second at least.

const SHORTEST_MS = 1000

export class CpuMeter {
  #at = performance.now()
  #seconds = secondsUsed()
  #percent = 0

  read(): { seconds: number; percent: number } {
    const now = performance.now()
    const seconds = secondsUsed()
    const passedMs = now - this.#at
    if (passedMs >= SHORTEST_MS) {
      this.#percent = Math.round(((seconds - this.#seconds) / (passedMs / 1000)) * 1000) / 10
      this.#at = now
      this.#seconds = seconds
    }
    return { seconds, percent: this.#percent }
  }
}

function secondsUsed(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
