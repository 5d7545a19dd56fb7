// While a run is on: renews its lease, and hears what users and the other shards decided. A database that is away for a while is no
// reason to stop; away for longer than anybody could call the run off, it is.

import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { type LeaseStanding, renewLease, type StopOrder } from '#lib/runs/commands/lease.ts'
import { type Lease, STOP_WITHOUT_DATABASE_MS } from '#lib/runs/lease.ts'
import { DatabaseClock } from './database-clock.ts'
import { inTime } from './in-time.ts'

/** Often enough that Stop is obeyed within two seconds, far more often than the lease needs. */
const TICK_MS = 500
/** While somebody waits for the other shards. */
const HURRIED_TICK_MS = 100
/** An answer takes milliseconds; a connection that gives none for this long is left to itself. */
export const ANSWER_WITHIN_MS = 3_000

export interface KeeperOptions {
  db: Db
  log: Logger
  lease: Lease
  onStanding: (standing: LeaseStanding) => void
  /** At most once; a second time only when all load is to end at once. */
  onStop: (order: StopOrder) => void
  onLost: () => void
  stopWithoutDatabaseMs?: number
  answerWithinMs?: number
}

interface Waiter {
  isReached: (standing: LeaseStanding) => boolean
  resolve: (standing: LeaseStanding | null) => void
  outlastsStop: boolean
}

export class LeaseKeeper {
  readonly clock = new DatabaseClock()
  readonly #options: KeeperOptions
  readonly #ending = new AbortController()
  readonly #loop: Promise<void>
  #silence: NodeJS.Timeout
  #waiters: Waiter[] = []
  #isStopped = false
  #isUrgent = false
  isLowest = false

  constructor(options: KeeperOptions) {
    this.#options = options
    this.#silence = this.#expectAnswer()
    this.#loop = this.#keep()
  }

  /** Resolves once the run stands so; null when it is to stop, or is ours no more. */
  until(isReached: (standing: LeaseStanding) => boolean): Promise<LeaseStanding | null> {
    return this.#isStopped ? Promise.resolve(null) : this.#wait(isReached, false)
  }

  /** The same, also for a run that is stopping. */
  untilInTheEnd(isReached: (standing: LeaseStanding) => boolean): Promise<LeaseStanding | null> {
    return this.#wait(isReached, true)
  }

  #wait(isReached: Waiter['isReached'], outlastsStop: boolean): Promise<LeaseStanding | null> {
    if (this.#ending.signal.aborted) return Promise.resolve(null)
    return new Promise((resolve) => this.#waiters.push({ isReached, resolve, outlastsStop }))
  }

  /** Whoever waits for the others gives up. */
  giveUpWaiting(): void {
    this.#isStopped = true
    const isOver = this.#ending.signal.aborted
    const letGo = this.#waiters.filter(({ outlastsStop }) => isOver || !outlastsStop)
    this.#waiters = this.#waiters.filter((waiter) => !letGo.includes(waiter))
    for (const { resolve } of letGo) resolve(null)
  }

  async stop(): Promise<void> {
    this.#end()
    await this.#loop
  }

  #end(): void {
    clearTimeout(this.#silence)
    this.#ending.abort()
    this.giveUpWaiting()
  }

  async #keep(): Promise<void> {
    const { log, lease } = this.#options
    const { signal } = this.#ending
    while (!signal.aborted) {
      try {
        await this.#renew()
      } catch (error) {
        log.warn({ err: error, runId: lease.runId }, 'lease not renewed')
      }
      const tickMs = this.#waiters.length > 0 ? HURRIED_TICK_MS : TICK_MS
      await delay(tickMs, undefined, { signal }).catch(() => {})
    }
  }

  async #renew(): Promise<void> {
    const { db, lease, onLost, onStanding, answerWithinMs = ANSWER_WITHIN_MS } = this.#options
    const askedAtMs = Date.now()
    const standing = await inTime(renewLease(db, lease), answerWithinMs)
    if (this.#ending.signal.aborted) return
    if (!standing.held) {
      onLost()
      return this.#end()
    }
    this.clock.take(askedAtMs, Date.now(), standing.databaseTime)
    clearTimeout(this.#silence)
    this.#silence = this.#expectAnswer()
    this.isLowest = standing.isLowest
    if (standing.stop) this.#order(standing.stop)
    else onStanding(standing)
    this.#answerWaiters(standing)
  }

  #answerWaiters(standing: LeaseStanding): void {
    const reached = this.#waiters.filter(({ isReached }) => isReached(standing))
    this.#waiters = this.#waiters.filter((waiter) => !reached.includes(waiter))
    for (const { resolve } of reached) resolve(standing)
  }

  #order(order: StopOrder): void {
    const isUrgent = order.isUrgent === true
    if (this.#isStopped && (!isUrgent || this.#isUrgent)) return
    this.#isUrgent = isUrgent
    this.giveUpWaiting()
    this.#options.onStop(order)
  }

  #expectAnswer(): NodeJS.Timeout {
    const { stopWithoutDatabaseMs = STOP_WITHOUT_DATABASE_MS } = this.#options
    const seconds = Math.round(stopWithoutDatabaseMs / 1000)
    const message = `The database could not be reached for ${seconds} s, so nobody could have stopped this run.`
    return setTimeout(() => this.#order({ message, reason: 'aborted' }), stopWithoutDatabaseMs)
  }
}
