import { describe, expect, it } from 'vitest'
import { JobQueue } from './job-queue.ts'

const SETTINGS = { workers: 2, itemsPerSecond: 100, retryShare: 0, failureShare: 0, sendLimitPerSecond: null }
const finished = (queue: JobQueue, now: number) => queue.list(100, now).map(({ finishedAt }) => Math.round(finishedAt!))

describe('the job queue', () => {
  it('works on so many jobs at once, first come first served, each at its own speed', () => {
    const queue = new JobQueue(SETTINGS, 0)
    for (const items of [1000, 500, 200]) queue.add('job', items, 0, 0)
    expect(queue.figures(4000)).toMatchObject({
      depth: 1700 - 800,
      running: 2,
      waiting: 1,
      sent: 800,
      itemsPerMinute: 800,
    })
    expect(queue.figures(6000)).toMatchObject({ depth: 500, running: 2, sent: 1200 })
    expect(finished(queue, 20_000)).toEqual([7000, 5000, 10_000])
  })

  it('gives the same figures however often it is looked at', () => {
    const settings = { ...SETTINGS, retryShare: 0.1, failureShare: 0.03 }
    const queues = [new JobQueue(settings, 0), new JobQueue(settings, 0)]
    for (const queue of queues) for (const items of [777, 500, 333]) queue.add('job', items, items, 0)
    for (let now = 0; now <= 30_000; now += 37) queues[0]!.advance(now)
    expect(queues[0]!.figures(30_000)).toEqual(queues[1]!.figures(30_000))
    expect(finished(queues[0]!, 30_000)).toEqual(finished(queues[1]!, 30_000))
  })

  it('fails and retries the shares told, and takes the time of every try', () => {
    const queue = new JobQueue({ ...SETTINGS, retryShare: 0.1, failureShare: 0.02 }, 0)
    const job = queue.add('job', 1000, 0, 0)!
    queue.advance(60_000)
    expect(job).toMatchObject({ sent: 980, failed: 20, retries: 98 + 2 * 20 })
    expect(Math.round(job.finishedAt!)).toBe((1000 + 98 + 40) * 10)
  })

  it('begins what is scheduled for one instant then, and not before', () => {
    const queue = new JobQueue({ ...SETTINGS, workers: 5 }, 0)
    const jobs = Array.from({ length: 5 }, () => queue.add('job', 100, 5000, 0)!)
    expect(queue.figures(4999)).toMatchObject({ depth: 0, scheduled: 5 })
    queue.advance(60_000)
    expect(jobs.map(({ startedAt, finishedAt }) => [startedAt, Math.round(finishedAt!)])).toEqual(
      jobs.map(() => [5000, 6000]),
    )
  })

  it('stands still after a crash and goes on where it was, with one restart', () => {
    const queue = new JobQueue(SETTINGS, 0)
    const job = queue.add('job', 1000, 0, 0)!
    queue.crash(5000, 3000)
    expect(queue.figures(7999)).toMatchObject({ sent: 300, restarts: 0, isDown: true })
    queue.advance(60_000)
    expect(Math.round(job.finishedAt!)).toBe(15_000)
    expect(queue.figures(60_000)).toMatchObject({ sent: 1000, restarts: 1, isDown: false })
  })

  it('sends no faster than the limit on all jobs together allows', () => {
    const queue = new JobQueue(SETTINGS, 0)
    for (const _ of [1, 2]) queue.add('job', 500, 0, 0)
    queue.set({ ...SETTINGS, sendLimitPerSecond: 50 }, 0)
    expect(queue.figures(4000)).toMatchObject({ sent: 200, limited: 600 })
    expect(finished(queue, 60_000)).toEqual([20_000, 20_000])
  })

  it('takes no more than a thousand unfinished jobs and remembers a thousand', () => {
    const queue = new JobQueue(SETTINGS, 0)
    for (let i = 0; i < 1000; i++) expect(queue.add('job', 1, 0, 0)).not.toBeNull()
    expect(queue.add('job', 1, 0, 0)).toBeNull()
    for (let i = 0; i < 500; i++) queue.add('job', 1, 0, 60_000)
    expect(queue.list(5000, 60_000).length).toBeLessThanOrEqual(1500)
  })
})
