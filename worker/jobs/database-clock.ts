// How far the clock of the database is from ours, from questions answered with its time (Cristian 1989): it answered at some moment
// between question and answer, so the quickest answer tells best, to within half its round trip. Units: milliseconds.

interface Reading {
  offsetMs: number
  errorMs: number
}

const KEPT = 40

export class DatabaseClock {
  #readings: Reading[] = []

  take(askedAtMs: number, answeredAtMs: number, database: Date): void {
    const errorMs = (answeredAtMs - askedAtMs) / 2
    this.#readings = [
      ...this.#readings.slice(1 - KEPT),
      { offsetMs: database.getTime() - askedAtMs - errorMs, errorMs },
    ]
  }

  toLocal(database: Date): Date {
    return new Date(database.getTime() - this.#offsetMs())
  }

  toDatabase(local: Date): Date {
    return new Date(local.getTime() + this.#offsetMs())
  }

  /** 0 while the clocks may well be the same one, as they are on one machine. */
  #offsetMs(): number {
    const best = this.#readings.reduce<Reading | null>((a, b) => (a && a.errorMs <= b.errorMs ? a : b), null)
    return best === null || Math.abs(best.offsetMs) <= best.errorMs + 1 ? 0 : best.offsetMs
  }
}
