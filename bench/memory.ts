// What the engine holds in memory: many idle users, many operations, and whether it grows at full speed.
// `node bench/memory.ts [minutes of full speed, default 0.5; 10 for a release]`

import { median, run, table, withTarget } from './processes.ts'

const [minutes = 0.5] = process.argv.slice(2).map(Number)
const mb = (value: number) => `${Math.round(value)} MB`

/** Least squares: growth per minute of one value a second, leaving out the warm-up. */
function slopePerMinute(values: number[]): number {
  const meanX = (values.length - 1) / 2
  const meanY = values.reduce((a, b) => a + b, 0) / values.length
  const covariance = values.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0)
  return (60 * covariance) / values.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0)
}

console.log('## Memory\n')
const thinking = await withTarget('target.ts', (url) =>
  run({
    url,
    seconds: 15,
    rampSeconds: 10,
    model: 'users',
    level: 10_000,
    profile: { thinkTime: { kind: 'uniform', minMs: 5000, maxMs: 15_000 } },
  }),
)
const many = await withTarget('target.ts', (url) =>
  run({ url, seconds: 15, model: 'rate', level: 2000, operations: 200 }),
)
console.log(
  table(
    ['run', 'most memory', 'requests', 'failed', 'lag p99, median second'],
    [
      ['10,000 users thinking 10 s', thinking, '600 MB'] as const,
      ['200 operations at 2,000/s', many, null] as const,
    ].map(([name, measured, limit]) => [
      name,
      `${mb(Math.max(...measured.rssMb))}${limit ? ` of ${limit}` : ''}`,
      String(measured.ok),
      String(measured.failed),
      `${median(measured.lagP99Ms).toFixed(2)} ms`,
    ]),
  ),
)

const seconds = Math.max(10, Math.round(minutes * 60))
const full = await withTarget('target.ts', (url) => run({ url, seconds, model: 'users', level: 50 }))
const warm = full.rssMb.slice(Math.max(5, Math.floor(full.rssMb.length / 5)))
const slope = slopePerMinute(warm)
console.log(
  `\n${table(
    ['full speed, 50 connections', 'requests/s', 'memory when warm', 'at the end', 'growth'],
    [
      [
        `${seconds} s`,
        String(Math.round(full.perSecond)),
        mb(warm[0] ?? 0),
        mb(warm.at(-1) ?? 0),
        `${slope.toFixed(1)} MB/min, ${(((warm.at(-1)! - warm[0]!) / warm[0]!) * 100).toFixed(1)} % in all`,
      ],
    ],
  )}`,
)
