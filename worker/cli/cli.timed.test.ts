import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { resultSchema } from '#lib/runs/result.ts'
import { startCli, usePlace } from './cli-fixture.ts'

const place = usePlace({ latency: { kind: 'constant', ms: 5 }, stall: null, capacity: null, errorRate: 0 })
const start = (...args: string[]) => startCli(place, args, { API_TOKEN: 'abc' })
const headroom = (...args: string[]) => start(...args).ended

async function writePlan(name: string, criteria: string, forText = '3s'): Promise<string> {
  const plan = `
headroom: 1
name: Orders <API>
environments:
  - { key: demo, name: Demo target, kind: staging, baseUrl: "${place.target.url}", secrets: [API_TOKEN] }
operations:
  - key: list
    name: List orders
    request: { method: GET, path: /orders, headers: { authorization: "Bearer {{ secret.API_TOKEN }}" } }
    checks: ["status = 200"]
scenarios:
  - key: smoke
    type: smoke
    name: Smoke
    load: { model: rate, stages: [{ key: s1, for: ${forText}, rate: 200/s }] }
    mix: [{ operation: list, weight: 1 }]
    criteria: [${criteria}]
`
  await writeFile(path.join(place.folder, name), plan)
  return name
}

/** Answers with what a careless pattern takes for ever to match. */
async function startHostile() {
  const { promise: wasAsked, resolve } = Promise.withResolvers<void>()
  const server = createServer((_request, response) => {
    response.end(JSON.stringify(['x'.repeat(60)]))
    resolve()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { server, wasAsked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

describe('headroom run', () => {
  it('exits 0 on a pass, with result, test cases and review in files', async () => {
    const plan = await writePlan('pass.yaml', '"p95 < 3s"')
    const files = ['--out', 'result.json', '--junit', 'out.xml', '--html', 'review.html']
    const { code, out, err } = await headroom('run', plan, ...files)
    expect(err).toBe('')
    expect(out).toMatch(/list\s+600\s+200\s\/s\s+0\s%/)
    expect(out).toMatch(/p95 < 3s .*✓ pass/)
    // A machine so busy that the instrument itself was late says so instead.
    const result = resultSchema.parse(JSON.parse(await readFile(path.join(place.folder, 'result.json'), 'utf8')))
    expect(code).toBe({ valid: 0, suspect: 0, invalid: 98 }[result.validity.status])
    expect(result).toMatchObject({
      scenario: 'smoke',
      offered: 600,
      sent: 600,
      ok: 600,
      failed: 0,
      end: { reason: 'completed' },
    })
    expect(result.operations.list!.responseTimeMs.p50!).toBeGreaterThan(4.9)
    expect(await readFile(path.join(place.folder, 'out.xml'), 'utf8')).toMatch(
      /name="Orders &lt;API&gt; · smoke"\s+tests="1"/,
    )
    const review = await readFile(path.join(place.folder, 'review.html'), 'utf8')
    expect(review).toMatch(/<title>Smoke, command line: Orders &lt;API&gt;<\/title><style>@font-face/)
    for (const title of ['Objectives', 'Response time', 'Heat map', 'Operations', 'What the numbers say'])
      expect(review).toContain(`<h2>${title}</h2>`)
    expect(review).not.toMatch(/revision 0|>[^<]*(NaN|undefined)[^<]*</)
  }, 30_000)

  it('reads monitors, judges by them, reconciles counters and holds units against what the plan expects', async () => {
    const plan = `
headroom: 1
name: Orders
environments: [{ key: demo, name: Demo, baseUrl: "${place.target.url}" }]
operations:
  - { key: create, name: Create, request: { method: POST, path: /orders, body: { json: { name: Item } } } }
monitors:
  - key: app
    kind: json
    url: /metrics.json
    interval: 1s
    metrics:
      - { key: orders, type: counter, take: $.orders.created, counts: [create] }
      - { key: units, role: units, take: $.units.current }
scaling: { expected: [{ load: 20/s, units: "2" }] }
scenarios:
  - key: smoke
    type: smoke
    load: { model: rate, stages: [{ key: s, for: 2s, rate: 20/s }] }
    mix: [{ operation: create }]
    criteria: ["monitor(units) < 5"]
`
    await writeFile(path.join(place.folder, 'monitored.yaml'), plan)
    const { out, err } = await headroom('run', 'monitored.yaml', '--out', 'monitored.json')
    expect(err).toBe('')
    expect(out).toContain('The target acknowledged 40 requests and counted 40: none is missing.')
    expect(out).toMatch(/At 20\/s: 2 of 2 expected/)
    const { objectives } = JSON.parse(await readFile(path.join(place.folder, 'monitored.json'), 'utf8'))
    expect(objectives).toMatchObject([{ judge: 'monitor(units) < 5', actual: 2 }])
  }, 30_000)

  it('writes its files also when the run does not begin, and exits 64', async () => {
    await writePlan('setup.yaml', '"p95 < 3s"')
    const file = path.join(place.folder, 'setup.yaml')
    const text = await readFile(file, 'utf8')
    await writeFile(
      file,
      text
        .replace('operations:\n', 'operations:\n  - { key: login, name: Log in, request: { path: /nowhere } }\n')
        .replace('scenarios:\n', 'setup: [{ operation: login }]\nscenarios:\n'),
    )
    const files = ['--out', 'none.json', '--junit', 'none.xml', '--html', 'none.html']
    const { code, err } = await headroom('run', 'setup.yaml', ...files)
    expect([code, err]).toEqual([64, expect.stringMatching(/The setup operation login failed.*Answered 404/)])
    expect(JSON.parse(await readFile(path.join(place.folder, 'none.json'), 'utf8'))).toMatchObject({
      ...{ verdict: 'inconclusive', end: { reason: 'failed' }, sent: 0 },
    })
    expect(await readFile(path.join(place.folder, 'none.xml'), 'utf8')).toMatch(
      /the run as a whole.*\s*<error message="The setup/,
    )
    expect(await readFile(path.join(place.folder, 'none.html'), 'utf8')).toContain('Inconclusive')
  }, 30_000)

  it('exits 99 on a fail, and 105 when it is interrupted', async () => {
    const plan = await writePlan('fail.yaml', '"rate > 900/s"', '4s')
    const failing = await headroom('run', plan, '--scenario', 'smoke')
    expect([99, 98]).toContain(failing.code)
    expect(failing.out).toMatch(/rate > 900\/s/)
    const long = await writePlan('long.yaml', '"p95 < 3s"', '60s')
    const { child, ended } = start('run', long)
    // Its heading is there: it is about to send.
    child.stdout?.once('data', () => setTimeout(() => child.kill('SIGINT'), 1500))
    const interrupted = await ended
    expect(interrupted.code).toBe(105)
    expect(interrupted.out).toMatch(/The run was stopped: Interrupted from the terminal/)
  }, 40_000)

  it('exits 105 at the first interruption, also when the generator hangs', async () => {
    await writePlan('hang.yaml', '"p95 < 3s"', '60s')
    const file = path.join(place.folder, 'hang.yaml')
    const hostile = await startHostile()
    const plan = (await readFile(file, 'utf8'))
      .replace(place.target.url, hostile.url)
      .replace('"status = 200"', `'body $[?match(@, "(x+x+)+y")] exists'`)
    await writeFile(file, plan)
    const { child, ended } = start('run', 'hang.yaml')
    await hostile.wasAsked
    setTimeout(() => child.kill('SIGINT'), 500)
    const { code, err } = await ended
    hostile.server.closeAllConnections()
    hostile.server.close()
    expect(err).toMatch(/stopping: no new requests/)
    expect(code).toBe(105)
  }, 40_000)

  it('exits 64 on input it cannot use, saying what is right', async () => {
    const plan = await writePlan('ok.yaml', '"p95 < 3s"')
    const cases: [string[], RegExp][] = [
      [['run'], /Name a plan file/],
      [['run', 'nothing.yaml'], /nothing\.yaml cannot be read/],
      [['run', plan, '--scenario', 'peak'], /There is no scenario "peak"; the plan has: smoke/],
      [['run', plan, '--environment', 'prod'], /There is no environment "prod"; the plan has: demo/],
      [['run', plan, '--base-url', 'http://u:hunter2@127.0.0.1:9'], /--base-url takes an address without user name/],
      [['run', plan, '--wrong'], /'--wrong'[\s\S]*--scenario/],
      [
        ['run', plan, '--base-url', 'http://10.1.2.3'],
        /10\.1\.2\.3 is not an allowed target.*--allow-host 10\.1\.2\.3/,
      ],
      [['launch'], /There is no command "launch"/],
    ]
    const ended = await Promise.all(cases.map(([args]) => headroom(...args)))
    expect(ended.map(({ code }) => code)).toEqual(cases.map(() => 64))
    for (const [i, { err }] of ended.entries()) expect(err).toMatch(cases[i]![1])
    await writeFile(path.join(place.folder, 'broken.yaml'), 'headroom: 1\nname: X\noperatoins: []\n')
    const broken = await headroom('run', 'broken.yaml')
    expect(broken.err).toMatch(/broken\.yaml:3:\d+: /)
  }, 40_000)
})

describe('headroom lint and preview', () => {
  it('tell what is wrong and what would be sent', async () => {
    const plan = await writePlan('lint.yaml', '"p95 < 3s"')
    const [json, preview, bad] = await Promise.all([
      headroom('lint', plan, '--json'),
      headroom('preview', plan, '--scenario', 'smoke'),
      writePlan('bad.yaml', '"p95(nothing) < 3s"').then((file) => headroom('lint', file)),
    ])
    expect(json.code).toBe(0)
    expect(JSON.parse(json.out)).toMatchObject({ errors: 0 })
    expect(preview.out).toMatch(/s1\s+steady\s+00:00\s+00:03\s+200\s\/s\s+600/)
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/error.*nothing/)
  }, 30_000)
})
