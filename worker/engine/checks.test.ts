import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Check } from '#lib/plans/compiled.ts'
import { compileChecks } from './checks.ts'
import { compileExtractions } from './extraction.ts'
import { ResponseView } from './response.ts'

const BODY = { id: 'o-1', total: 12.5, count: '7', tags: ['new', 'big'], nested: { list: [{ a: 1 }] }, none: null }

function response(body: unknown = BODY, headers = {}): ResponseView {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new ResponseView(201, { 'content-type': 'application/json', ...headers }, 250, [Buffer.from(text)])
}

function check(
  subject: Check['subject'],
  test: Check['test'],
  on = response(),
): { functional: number; latency: number } {
  return compileChecks([{ text: '', subject, test }]).evaluate(on)
}

const HOLDS = { functional: 0, latency: 0 }
const FAILS = { functional: 1, latency: 0 }
const body = (path: string): Check['subject'] => ({ kind: 'body', path })
const compare = (comparator: '<' | '=' | '>=' | '!=', value: string | number): Check['test'] => ({
  kind: 'compare',
  comparator,
  value,
})

describe('a check', () => {
  it('compares the status', () => {
    expect(check({ kind: 'status' }, compare('=', 201))).toEqual(HOLDS)
    expect(check({ kind: 'status' }, compare('=', 200))).toEqual(FAILS)
    expect(check({ kind: 'status' }, { kind: 'in', values: [200, 201] })).toEqual(HOLDS)
  })

  it('tells a failed latency check from a functional one', () => {
    expect(check({ kind: 'latency' }, compare('<', 200))).toEqual({ functional: 0, latency: 1 })
    expect(check({ kind: 'latency' }, compare('<', 1000))).toEqual(HOLDS)
  })

  it('looks into the body', () => {
    expect(check(body('$.id'), { kind: 'exists' })).toEqual(HOLDS)
    expect(check(body('$.other'), { kind: 'exists' })).toEqual(FAILS)
    expect(check(body('$.none'), { kind: 'exists' })).toEqual(HOLDS)
    expect(check(body('$.id'), compare('=', 'o-1'))).toEqual(HOLDS)
    expect(check(body('$.total'), compare('>=', 12.5))).toEqual(HOLDS)
    expect(check(body('$.count'), compare('=', 7))).toEqual(HOLDS)
    expect(check(body('$.nested.list[0].a'), compare('=', 1))).toEqual(HOLDS)
    expect(check(body('$..a'), compare('=', 1))).toEqual(HOLDS)
    expect(check(body('$.nested.list[?@.a==1].a'), { kind: 'exists' })).toEqual(HOLDS)
    expect(check(body('$.tags'), { kind: 'contains', text: 'big' })).toEqual(HOLDS)
    expect(check(body('$.tags[5]'), { kind: 'exists' })).toEqual(FAILS)
  })

  it('fails on a body that is not JSON, but can search it as text', () => {
    const plain = response('all is well')
    expect(check(body('$.id'), { kind: 'exists' }, plain)).toEqual(FAILS)
    expect(check(body('$'), { kind: 'contains', text: 'well' }, plain)).toEqual(HOLDS)
  })

  it('looks at headers whatever their case', () => {
    expect(check({ kind: 'header', name: 'Content-Type' }, { kind: 'contains', text: 'json' })).toEqual(HOLDS)
    expect(check({ kind: 'header', name: 'etag' }, { kind: 'exists' })).toEqual(FAILS)
  })

  it('reads a compressed body', () => {
    const zipped = new ResponseView(200, { 'content-encoding': 'gzip' }, 1, [gzipSync('{"id":5}')])
    expect(check(body('$.id'), compare('=', 5), zipped)).toEqual(HOLDS)
  })

  it('refuses a path that is none', () => {
    expect(() => check(body('$['), { kind: 'exists' })).toThrow(/is not a JSONPath/)
  })
})

describe('an extraction', () => {
  it('takes from body, header and cookie, and tells when something is not there', () => {
    const slots = new Map([
      ['id', 0],
      ['session', 1],
      ['type', 2],
    ])
    const extractions = compileExtractions(
      {
        id: { from: 'body', path: '$.id' },
        session: { from: 'cookie', name: 'sid' },
        type: { from: 'header', name: 'Content-Type' },
      },
      slots,
    )
    const own: (string | null)[] = [null, null, null]
    const shared: (string | null)[] = [null, null, null]
    expect(extractions.take(response(BODY, { 'set-cookie': ['a=1', 'sid=x=y; Path=/'] }), own, shared)).toBe(true)
    expect(own).toEqual(['o-1', 'x=y', 'application/json'])
    expect(shared).toEqual(own)
    expect(extractions.take(response({}), own)).toBe(false)
    expect(own[0]).toBe('o-1')
  })
})
