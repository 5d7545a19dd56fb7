import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCheck, parseExtraction } from './check-parser.ts'

const check = (text: string) => {
  const parsed = parseCheck(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.check
}

const message = (text: string) => {
  const parsed = parseCheck(text)
  return parsed.ok ? '' : parsed.problem.message
}

describe('a check', () => {
  it.each([
    ['status = 201', { kind: 'status' }, { kind: 'compare', comparator: '=', value: 201 }],
    ['status in [200, 201]', { kind: 'status' }, { kind: 'in', values: [200, 201] }],
    ['status < 400', { kind: 'status' }, { kind: 'compare', comparator: '<', value: 400 }],
    ['latency < 1s', { kind: 'latency' }, { kind: 'compare', comparator: '<', value: 1000 }],
    ['body $.id exists', { kind: 'body', path: '$.id' }, { kind: 'exists' }],
    ['body $.status = done', { kind: 'body', path: '$.status' }, { kind: 'compare', comparator: '=', value: 'done' }],
    ['body $.n>=2.5', { kind: 'body', path: '$.n' }, { kind: 'compare', comparator: '>=', value: 2.5 }],
    ['body $.n = "2.5"', { kind: 'body', path: '$.n' }, { kind: 'compare', comparator: '=', value: '2.5' }],
    ["body $.items[?@.a == 'x y'].id exists", { kind: 'body', path: "$.items[?@.a == 'x y'].id" }, { kind: 'exists' }],
    ['header content-type contains json', { kind: 'header', name: 'content-type' }, { kind: 'contains', text: 'json' }],
    ['header X-Cache in [HIT, "MISS"]', { kind: 'header', name: 'x-cache' }, { kind: 'in', values: ['HIT', 'MISS'] }],
  ])('is read: %s', (text, subject, test) => {
    expect(check(text)).toEqual({ text, subject, test })
  })

  it.each([
    ['stats = 200', 'did you mean "status"?'],
    ['status == 200', 'Expected a test at position 8'],
    ['status = ok', '"ok" is none'],
    ['status exist', 'did you mean "exists"?'],
    ['status exists', 'a comparator or "in"'],
    ['latency < 1', 'has no unit'],
    ['body id exists', 'a JSON path'],
    ['body $.a[0 exists', 'not closed'],
    ['header contains', 'Expected a test'],
    ['status in 200', 'write it like [200, 201]'],
    ['', 'Expected a subject'],
  ])('that is wrong names place and correction: %j', (text, part) => {
    expect(message(text)).toContain(part)
  })

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseCheck(text).ok === 'boolean'))
  })
})

describe('an extraction', () => {
  it('takes from body, header or cookie', () => {
    expect(parseExtraction('body $.data.id')).toEqual({ ok: true, extraction: { from: 'body', path: '$.data.id' } })
    expect(parseExtraction('header Location')).toEqual({ ok: true, extraction: { from: 'header', name: 'location' } })
    expect(parseExtraction('cookie SESSION')).toEqual({ ok: true, extraction: { from: 'cookie', name: 'SESSION' } })
    expect(parseExtraction('body')).toMatchObject({ ok: false })
    expect(parseExtraction('body $.id extra')).toMatchObject({ ok: false })
  })
})
