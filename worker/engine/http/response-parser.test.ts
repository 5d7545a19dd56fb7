import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROTOCOL, TRUNCATED } from './exchange-error.ts'
import { type Feeding, type Parsed, parse } from './parsing-fixture.ts'

const OK = 'HTTP/1.1 200 OK\r\n'

interface Case {
  name: string
  bytes: string
  feeding?: Feeding
  expected: Partial<Parsed>
}

const READ: Case[] = [
  {
    name: 'a body as long as its head says',
    bytes: `${OK}Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello`,
    expected: { status: 200, body: 'hello', isDone: true, keepsAlive: true, left: 0 },
  },
  {
    name: 'a chunked body with extensions and trailers',
    bytes: `${OK}transfer-encoding: Chunked\r\n\r\n5;name="v"\r\nhello\r\n00A \r\n, chunked!\r\n0\r\nx-sum: 1\r\n\r\n`,
    expected: { body: 'hello, chunked!', isDone: true, keepsAlive: true },
  },
  {
    name: 'a body that ends with the connection',
    bytes: `${OK}server: old\r\n\r\nuntil the end`,
    feeding: { closes: true },
    expected: { body: 'until the end', isDone: true, keepsAlive: false },
  },
  {
    name: 'an answer to HEAD, which has no body',
    bytes: `${OK}content-length: 500\r\n\r\n`,
    feeding: { method: 'HEAD' },
    expected: { body: '', isDone: true, keepsAlive: true },
  },
  {
    name: 'a 204',
    bytes: 'HTTP/1.1 204 No Content\r\n\r\n',
    expected: { status: 204, isDone: true, keepsAlive: true },
  },
  {
    name: 'a 304, whose length is that of what it did not send',
    bytes: 'HTTP/1.1 304 Not Modified\r\ncontent-length: 99\r\n\r\n',
    expected: { status: 304, isDone: true, left: 0 },
  },
  {
    name: 'an answer after interim ones',
    bytes: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${OK}content-length: 2\r\n\r\nok`,
    expected: { status: 200, body: 'ok', isDone: true, headers: { 'content-length': '2' } },
  },
  {
    name: 'HTTP/1.0, which closes',
    bytes: 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok',
    expected: { body: 'ok', isDone: true, keepsAlive: false },
  },
  {
    name: 'HTTP/1.0 that stays',
    bytes: 'HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\ncontent-length: 2\r\n\r\nok',
    expected: { isDone: true, keepsAlive: true },
  },
  {
    name: 'a connection that is closed behind the answer',
    bytes: `${OK}Connection: x-a , Close\r\ncontent-length: 0\r\n\r\n`,
    expected: { isDone: true, keepsAlive: false },
  },
  {
    name: 'a status line without a reason, and nothing else',
    bytes: 'HTTP/1.1 418\r\ncontent-length: 0\r\n\r\n',
    expected: { status: 418, isDone: true },
  },
  {
    name: 'fields that come twice, are empty, or go on in the next line',
    bytes: `${OK}A: 1\r\na:2\r\nempty:\r\nlong: one\r\n\t two \r\ncontent-length: 0\r\n\r\n`,
    expected: { headers: { a: ['1', '2'], empty: '', long: 'one two', 'content-length': '0' } },
  },
  {
    name: 'what stands behind its end',
    bytes: `${OK}content-length: 2\r\n\r\nokHTTP/1.1 200`,
    expected: { body: 'ok', isDone: true, left: 12 },
  },
]

const REFUSED: Case[] = [
  { name: 'another protocol', bytes: '220 smtp.test ESMTP\r\n', expected: { error: PROTOCOL } },
  { name: 'HTTP/2', bytes: 'HTTP/2.0 200 OK\r\n\r\n', expected: { error: PROTOCOL } },
  { name: 'a status of two digits', bytes: 'HTTP/1.1 20 OK\r\n\r\n', expected: { error: PROTOCOL } },
  { name: 'lines ended by LF alone', bytes: 'HTTP/1.1 200 OK\ncontent-length: 0\n\n', expected: { error: PROTOCOL } },
  { name: 'a CR that ends nothing', bytes: `${OK}a: b\rc\r\n\r\n`, expected: { error: PROTOCOL } },
  { name: 'a NUL in a field', bytes: `${OK}a: b\0c\r\n\r\n`, expected: { error: PROTOCOL } },
  { name: 'a blank before the colon', bytes: `${OK}content-length : 5\r\n\r\nhello`, expected: { error: PROTOCOL } },
  { name: 'a field without a name', bytes: `${OK}: 5\r\n\r\n`, expected: { error: PROTOCOL } },
  { name: 'a line that is no field', bytes: `${OK}nonsense\r\n\r\n`, expected: { error: PROTOCOL } },
  { name: 'a first field that goes on', bytes: `${OK} a: 1\r\n\r\n`, expected: { error: PROTOCOL } },
  { name: 'two lengths', bytes: `${OK}content-length: 5\r\ncontent-length: 5\r\n\r\n`, expected: { error: PROTOCOL } },
  { name: 'a list of lengths', bytes: `${OK}content-length: 5, 5\r\n\r\n`, expected: { error: PROTOCOL } },
  { name: 'a length below zero', bytes: `${OK}content-length: -1\r\n\r\n`, expected: { error: PROTOCOL } },
  { name: 'an empty length', bytes: `${OK}content-length: \r\n\r\n`, expected: { error: PROTOCOL } },
  { name: 'a length that goes on', bytes: `${OK}content-length: 5\r\n 5\r\n\r\n`, expected: { error: PROTOCOL } },
  {
    name: 'a length past all measure',
    bytes: `${OK}content-length: ${'9'.repeat(16)}\r\n\r\n`,
    expected: { error: PROTOCOL },
  },
  {
    name: 'a length and chunks',
    bytes: `${OK}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n`,
    expected: { error: PROTOCOL },
  },
  { name: 'another coding', bytes: `${OK}transfer-encoding: gzip, chunked\r\n\r\n`, expected: { error: PROTOCOL } },
  {
    name: 'another protocol switched to',
    bytes: 'HTTP/1.1 101 Go\r\nupgrade: x\r\n\r\n',
    expected: { error: PROTOCOL },
  },
  { name: 'interim answers without end', bytes: 'HTTP/1.1 100 C\r\n\r\n'.repeat(40), expected: { error: PROTOCOL } },
  {
    name: 'a chunk without a size',
    bytes: `${OK}transfer-encoding: chunked\r\n\r\n\r\n`,
    expected: { error: PROTOCOL },
  },
  {
    name: 'a chunk size that is none',
    bytes: `${OK}transfer-encoding: chunked\r\n\r\n0x5\r\n`,
    expected: { error: PROTOCOL },
  },
  {
    name: 'a chunk size past all measure',
    bytes: `${OK}transfer-encoding: chunked\r\n\r\n${'f'.repeat(14)}\r\n`,
    expected: { error: PROTOCOL },
  },
  {
    name: 'a chunk longer than its size',
    bytes: `${OK}transfer-encoding: chunked\r\n\r\n2\r\nabc\r\n`,
    expected: { error: PROTOCOL, body: 'ab' },
  },
  {
    name: 'a trailer that is none',
    bytes: `${OK}transfer-encoding: chunked\r\n\r\n0\r\nnonsense\r\n\r\n`,
    expected: { error: PROTOCOL },
  },
  {
    name: 'a head that is cut short',
    bytes: `${OK}content-le`,
    feeding: { closes: true },
    expected: { error: TRUNCATED },
  },
  {
    name: 'a head with a fault that is cut short',
    bytes: `${OK}a: 1\r\nno field\r\nb`,
    feeding: { closes: true },
    expected: { error: PROTOCOL },
  },
  {
    name: 'a body that is cut short',
    bytes: `${OK}content-length: 5\r\n\r\nhel`,
    feeding: { closes: true },
    expected: { status: 200, error: TRUNCATED, body: 'hel' },
  },
  {
    name: 'chunks that are cut short',
    bytes: `${OK}transfer-encoding: chunked\r\n\r\n5\r\nhel`,
    feeding: { closes: true },
    expected: { error: TRUNCATED, body: 'hel' },
  },
]

const byteByByte = (bytes: string) => Array.from({ length: bytes.length }, (_, i) => i)

describe('the parser of responses', () => {
  it.each(READ)('reads $name', ({ bytes, feeding, expected }) => {
    expect(parse(bytes, feeding)).toMatchObject({ error: null, ...expected })
  })

  it.each(REFUSED)('refuses $name', ({ bytes, feeding, expected }) => {
    expect(parse(bytes, feeding)).toMatchObject({ isDone: false, ...expected })
  })

  it('reads the same wherever the bytes are cut', () => {
    for (const { bytes, feeding } of [...READ, ...REFUSED]) {
      const whole = parse(bytes, feeding)
      for (let cut = 1; cut < bytes.length; cut++) expect(parse(bytes, { ...feeding, cuts: [cut] })).toEqual(whole)
      expect(parse(bytes, { ...feeding, cuts: byteByByte(bytes) })).toEqual(whole)
    }
  })

  it('refuses a head past 64 KB or 256 fields, in one piece or in many', () => {
    const long = `${OK}a: ${'x'.repeat(70_000)}\r\n\r\n`
    const many = `${OK}${'a: 1\r\n'.repeat(257)}\r\n`
    const most = `${OK}${'a: 1\r\n'.repeat(255)}content-length: 0\r\n\r\n`
    for (const every of [1000, 100_000]) {
      const cuts = byteByByte(long).filter((at) => at % every === 0)
      expect(parse(long, { cuts }).error).toBe(PROTOCOL)
      expect(parse(many, { cuts: cuts.filter((at) => at < many.length) }).error).toBe(PROTOCOL)
      expect(parse(most, { cuts: cuts.filter((at) => at < most.length) })).toMatchObject({ error: null, isDone: true })
    }
  })

  it('takes back what was sent, however it is framed and cut', () => {
    const text = fc.string({ unit: 'binary-ascii', maxLength: 60 })
    const value = text.map((raw) => raw.replace(/[^\x20-\x7e]/g, '').trim())
    const response = fc.record({
      status: fc.integer({ min: 200, max: 599 }).filter((status) => status !== 204 && status !== 304),
      fields: fc.array(fc.tuple(fc.stringMatching(/^x-[a-z]{1,8}$/), value), { maxLength: 6 }),
      parts: fc.array(
        text.filter((part) => part !== ''),
        { maxLength: 5 },
      ),
      framing: fc.constantFrom('sized' as const, 'chunked' as const, 'closed' as const),
      cuts: fc.array(fc.nat(600), { maxLength: 12 }),
    })
    fc.assert(
      fc.property(response, ({ status, fields, parts, framing, cuts }) => {
        const bytes = written(status, fields, parts, framing)
        const within = [...new Set(cuts)].filter((cut) => cut < bytes.length).toSorted((a, b) => a - b)
        const parsed = parse(bytes, { cuts: within, closes: framing === 'closed' })
        expect(parsed).toMatchObject({ status, body: parts.join(''), isDone: true, left: 0, error: null })
        for (const [name, sent] of fields) expect([parsed.headers[name]].flat()).toContain(sent)
      }),
      { seed: 42, numRuns: 400 },
    )
  })

  it('ends every answer that was tampered with in a result or an error of its own, the same for all cuts', () => {
    const sources = READ.map(({ bytes }) => bytes)
    const tampered = fc.record({
      source: fc.constantFrom(...sources),
      changes: fc.array(
        fc.tuple(fc.nat(200), fc.constantFrom('', '\r', '\n', '\0', ' ', ':', '9', '\xff', 'HTTP/1.1 ')),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      cuts: fc.array(fc.nat(200), { maxLength: 6 }),
    })
    fc.assert(
      fc.property(tampered, ({ source, changes, cuts }) => {
        const bytes = changes.reduce((text, [at, put]) => text.slice(0, at) + put + text.slice(at + 1), source)
        const within = [...new Set(cuts)].filter((cut) => cut < bytes.length).toSorted((a, b) => a - b)
        const parsed = parse(bytes, { cuts: within, closes: true })
        expect([null, PROTOCOL, TRUNCATED]).toContain(parsed.error)
        expect(parsed.isDone).toBe(parsed.error === null)
        expect(parse(bytes, { closes: true })).toMatchObject({ error: parsed.error, body: parsed.body })
      }),
      { seed: 7, numRuns: 2000 },
    )
  })
})

function written(status: number, fields: [string, string][], parts: string[], framing: string): string {
  const head = `HTTP/1.1 ${status} Some Reason\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`
  const body = parts.join('')
  if (framing === 'closed') return `${head}\r\n${body}`
  if (framing === 'sized') return `${head}content-length: ${body.length}\r\n\r\n${body}`
  const chunks = parts.map((part) => `${part.length.toString(16)};e\r\n${part}\r\n`).join('')
  return `${head}transfer-encoding: chunked\r\n\r\n${chunks}0\r\nx-trailer: 1\r\n\r\n`
}
