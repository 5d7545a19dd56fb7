import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { benchResultSchema } from '#lib/runs/bench-schema.ts'
import { startCli, usePlace } from './cli-fixture.ts'

const place = usePlace({ latency: { kind: 'constant', ms: 2 } })
const start = (...args: string[]) => startCli(place, ['bench', ...args])

async function served(): Promise<{ requests: { byStatus: Record<string, number> }; orders: { stored: number } }> {
  return (await fetch(`${place.target.url}/metrics.json`)).json()
}

describe('headroom bench', () => {
  it('sends exactly as many requests as asked and prints rate, spread and the 50–100 % table', async () => {
    const before = (await served()).requests.byStatus[200] ?? 0
    const { code, out, err } = await start(`${place.target.url}/orders`, '-c', '10', '-n', '1,000').ended
    expect([err, code]).toEqual(['', 0])
    expect(out).toMatch(/requests\s+1,000 in .*, 0 failed/)
    expect(out).toMatch(/rate\s+[\d,.]+\s\/s/)
    expect(out).toMatch(/mean .*, standard deviation /)
    expect(out).toMatch(/middle half .* wide\)/)
    expect(out).toMatch(/answers\s+2xx 1,000/)
    const percents = [...out.matchAll(/^\s+(\d+) %\s+[\d.]+\s(?:ms|s)$/gm)].map((match) => Number(match[1]))
    expect(percents).toEqual([50, 66, 75, 80, 90, 95, 98, 99, 100])
    expect(((await served()).requests.byStatus[200] ?? 0) - before).toBe(1000)
  }, 30_000)

  it('sends a body from a file on schedule and tells machines what it came to', async () => {
    await writeFile(path.join(place.folder, 'order.json'), '{"name":"Item {{ uuid }}"}')
    const args = [`${place.target.url}/orders`, '--rate', '100/s', '-d', '1s', '--body', '@order.json', '--json']
    const { code, out } = await start(...args, '-H', 'x-tenant: acme').ended
    const result = benchResultSchema.parse(JSON.parse(out))
    expect(result.requests + result.dropped.generator).toBe(100)
    expect([code, result.failed, result.status]).toEqual([0, 0, { '2xx': result.requests }])
    expect((await served()).orders.stored).toBe(result.requests)
  }, 30_000)

  it('prints what there is when it is interrupted', async () => {
    const { child, ended } = start(`${place.target.url}/orders`, '-d', '60s', '--rate', '50/s')
    setTimeout(() => child.kill('SIGINT'), 3000)
    const { code, out } = await ended
    expect(code).toBe(105)
    expect(out).toMatch(/requests\s+\d+ in [\s\S]*95 %[\s\S]*The bench was stopped: Interrupted from the terminal\./)
  }, 30_000)

  it('exits 99 when nothing was answered well, with the errors by class', async () => {
    const [missing, closed] = await Promise.all([
      start(`${place.target.url}/nothing`, '-n', '20').ended,
      start('127.0.0.1:9', '-n', '20').ended,
    ])
    expect([missing.code, closed.code]).toEqual([99, 99])
    expect(missing.out).toMatch(/answers\s+4xx 20\n\s+errors\s+http-4xx 20/)
    expect(closed.out).toMatch(/answers\s+none\n\s+errors\s+refused 20/)
  }, 30_000)

  it('exits 64 on what it cannot use or may not send to, saying what is right', async () => {
    const cases: [string[], RegExp][] = [
      [[place.target.url, '-x'], /'-x'[\s\S]*-c NUMBER/],
      [['http://10.1.2.3/', '-n', '1'], /10\.1\.2\.3 is not an allowed target.*--allow-host/],
    ]
    const ended = await Promise.all(cases.map(([args]) => start(...args).ended))
    expect(ended.map(({ code }) => code)).toEqual(cases.map(() => 64))
    for (const [i, { err }] of ended.entries()) expect(err).toMatch(cases[i]![1])
  }, 40_000)
})
