import { describe, expect, it } from 'vitest'
import { readBenchArguments } from './bench-arguments.ts'

const URL_TEXT = 'http://127.0.0.1:4010/orders'
const read = (...args: string[]) => readBenchArguments([URL_TEXT, ...args])

describe('the arguments of a bench', () => {
  it('are ten connections and GET when only the address is given', async () => {
    expect(await read()).toEqual({
      ask: { connections: 10 },
      target: { url: new URL(URL_TEXT), path: '/orders', method: 'GET', headers: {}, body: null, timeoutMs: 30_000 },
      threads: 1,
      allowedHosts: [],
      isJson: false,
    })
    expect((await readBenchArguments(['localhost:4010'])).target.url.href).toBe('http://localhost:4010/')
  })

  it('read counts, times, rates, headers and bodies', async () => {
    const { ask, target, threads } = await read('-c', '50', '-n', '10,000', '--timeout', '2s', '--threads', '2')
    expect([ask, target.timeoutMs, threads]).toEqual([{ connections: 50, requests: 10_000 }, 2000, 2])
    expect((await read('--rate', '600/min', '-d', '1m')).ask).toEqual({
      ...{ connections: 10, durationMs: 60_000, ratePerSecond: 10 },
    })
    const posted = (await read('--body', '{"id":"{{ uuid }}"}', '-H', 'x-a: b:c')).target
    expect([posted.method, posted.headers]).toEqual(['POST', { 'content-type': 'application/json', 'x-a': 'b:c' }])
    const put = (await read('--body', 'text', '-m', 'put', '-H', 'Content-Type: text/csv')).target
    expect([put.method, put.headers]).toEqual(['PUT', { 'Content-Type': 'text/csv' }])
  })

  it('leave what stands in the braces of an address as it is, and write the rest as addresses are', async () => {
    const address = '127.0.0.1:4010/ö/{{ uuid }}/{{ pick("a b", c) }}?k={{ randomInt(1, 9) }}&n=__7__#x'
    const { url, path } = (await readBenchArguments([address])).target
    expect(url.origin).toBe('http://127.0.0.1:4010')
    expect(path).toBe('/%C3%B6/{{ uuid }}/{{ pick("a b", c) }}?k={{ randomInt(1, 9) }}&n=__7__')
    await expect(readBenchArguments(['http://{{ tenant }}.test/'])).rejects.toThrow(/Name one address/)
  })

  it('are refused by name with a correct example', async () => {
    const cases: [string[], RegExp][] = [
      [[], /Name one address, for example/],
      [['ftp://x'], /Name one address/],
      [[URL_TEXT, 'more'], /Name one address/],
      [[URL_TEXT, '-n', 'many'], /-n many is no whole number.*-n 10000/],
      [[URL_TEXT, '-n', '5', '--rate', '5/s'], /do not go together.*--rate 500\/s/],
      [[URL_TEXT, '-d', '10'], /-d: "10" has no unit/],
      [[URL_TEXT, '-d', '0'], /-d must be above 0/],
      [[URL_TEXT, '--rate', '10'], /--rate: "10" has no unit/],
      [[URL_TEXT, '-H', 'accept'], /-H "accept: application\/json"/],
      [[URL_TEXT, '--body', '@nothing.json'], /nothing\.json.*cannot be read/],
      [[URL_TEXT, '--threads', '0'], /--threads 0/],
    ]
    for (const [args, message] of cases) await expect(readBenchArguments(args)).rejects.toThrow(message)
  })
})
