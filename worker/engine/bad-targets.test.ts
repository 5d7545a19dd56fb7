// One run against everything a target can do wrong: each is its own error class, says what happened, and costs neither the run nor the
// memory of the machine.

import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CompiledOperation } from '#lib/plans/compiled.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import { serveBadly } from './bad-target-fixture.ts'
import { serveTls } from './http/call-fixture.ts'
import { CLIENT, hold, inputOf, load, operation, planOf } from './plan-fixture.ts'
import { type Ran, runPlan, serveRaw, type TestServer } from './run-fixture.ts'

const HAS_BODY: CompiledOperation['checks'] = [
  { text: 'body $.id exists', subject: { kind: 'body', path: '$.id' }, test: { kind: 'exists' } },
]

interface Bad {
  key: string
  /** The class each attempt fails with; null = it is ok. */
  becomes: ErrorClass | null
  part?: Partial<CompiledOperation>
  problem?: RegExp
}

const SLOW = { timeoutMs: 900 }
const FOLLOW = { redirects: 'follow' as const }
const BAD: Bad[] = [
  { key: 'refused', becomes: 'refused', part: { service: 'nobody' } },
  { key: 'reset', becomes: 'reset' },
  { key: 'hang-up', becomes: 'reset', problem: /closed the connection without an answer/ },
  { key: 'self-signed', becomes: 'tls', part: { service: 'self-signed' }, problem: /self-signed certificate/ },
  { key: 'plain', becomes: 'tls', part: { service: 'plain' } },
  { key: 'no-handshake', becomes: 'timeout', part: { service: 'silent' }, problem: /connect timeout of 1500 ms/ },
  { key: 'silence', becomes: 'timeout', problem: /first-byte timeout of 2000 ms/ },
  {
    key: 'slow-head',
    becomes: 'timeout',
    part: SLOW,
    problem: /timeout of 900 ms; it had not received the whole answer/,
  },
  {
    key: 'slow-body',
    becomes: 'timeout',
    part: SLOW,
    problem: /timeout of 900 ms; it had not received the whole answer/,
  },
  { key: 'endless', becomes: null },
  { key: 'endless-needed', becomes: 'truncated', part: { path: '/endless', checks: HAS_BODY } },
  { key: 'endless-chunks', becomes: null },
  { key: 'endless-head', becomes: 'protocol', problem: /longer than 64 KB/ },
  { key: 'many-fields', becomes: 'protocol', problem: /more than 256 header fields/ },
  { key: 'endless-interim', becomes: 'protocol', problem: /interim/ },
  { key: 'bomb', becomes: null },
  {
    key: 'bomb-read',
    becomes: 'check',
    part: { path: '/bomb', checks: HAS_BODY },
    problem: /unpacks to more than 8 MB/,
  },
  { key: 'garbage', becomes: 'protocol', problem: /no HTTP\/1\.1/ },
  { key: 'cut', becomes: 'truncated', problem: /before the promised end/ },
  { key: 'cut-head', becomes: 'truncated' },
  { key: 'loop', becomes: 'protocol', part: FOLLOW, problem: /redirected more than 10 times/ },
  { key: 'to-metadata', becomes: 'forbidden-target', part: FOLLOW, problem: /metadata address/ },
  { key: 'to-nowhere', becomes: 'dns', part: FOLLOW, problem: /nothing\.invalid/ },
]

const servers: TestServer[] = []
let ran: Ran
let grownMb = 0

beforeAll(async () => {
  const [bad, selfSigned, silent] = await Promise.all([serveBadly(), serveTls(() => {}), serveRaw(() => {})])
  servers.push(bad, selfSigned, silent)
  const services = {
    nobody: `http://127.0.0.1:${await freePort()}`,
    'self-signed': selfSigned.url,
    plain: bad.url.replace('http:', 'https:'),
    silent: silent.url.replace('http:', 'https:'),
  }
  const operations = BAD.map(({ key, part }) => operation(key, { timeoutMs: 20_000, ...part }))
  const plan = planOf(bad.url, operations, load('rate', hold(500, 4 * BAD.length)), {
    client: { ...CLIENT, connectTimeoutMs: 1500, firstByteTimeoutMs: 2000 },
  })
  plan.environments[0]!.services = services
  const { policy } = inputOf(plan)
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  ran = await runPlan(plan, { policy: { ...policy, allowedHosts: ['nothing.invalid'] } })
  clearInterval(watch)
  grownMb = (most - before) / 1e6
}, 30_000)

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
})

describe('a target that misbehaves', () => {
  it.each(BAD)('is counted as $becomes when it does this: $key', ({ key, becomes, problem }) => {
    const { offered, sent, ok, failed, errors } = ran.counts(key)
    expect(offered).toBeGreaterThan(0)
    expect([sent, ok + failed]).toEqual([offered, offered])
    expect(errors).toEqual(becomes === null ? {} : { [becomes]: offered })
    const told = ran.samples.find((sample) => sample.operation === key && sample.kind === 'failed')?.problem
    if (problem) expect(told).toMatch(problem)
  })

  it('neither ends the run nor fills the memory', () => {
    expect(ran.outcome.reason).toBe('completed')
    expect(ran.counts('endless').truncatedBody).toBe(ran.counts('endless').offered)
    expect(grownMb).toBeLessThan(400)
  })
})

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}
