import { describe, expect, it } from 'vitest'
import { Random } from '#lib/load/random.ts'
import { Datasets } from '../data/datasets.ts'
import type { RenderContext, TemplateNames } from './context.ts'
import { payloadBodies } from './filler.ts'
import { compileTemplate, type Place } from './template.ts'

const users = new Datasets(
  [{ key: 'users', pick: 'unique', source: { kind: 'file', file: 'users.csv' } }],
  { users: Buffer.from('email,password\nada@x.test,hunter2\n') },
  1,
).get('users')

const names: TemplateNames = {
  variables: { tenant: 'a c/me' },
  secrets: { TOKEN: 's3cret' },
  extracted: new Map([['orderId', 0]]),
  columns: (name) => (name === 'users.email' ? { dataset: users, column: 0 } : null),
  payloads: payloadBodies({ leastBytes: 1000, mostBytes: 1000 }, 100, 1),
}

function contextOf(values: (string | null)[] = [null], seed = 1): RenderContext {
  return {
    user: 7,
    iteration: 3,
    random: new Random(seed),
    values,
    shared: [null],
    rows: [],
    sensitive: [],
    missing: null,
  }
}

function render(text: string, place: Place = 'text', context = contextOf()): string {
  return compileTemplate(text, place, names, 'operation x').render(context)
}

describe('a template', () => {
  it('fills in user, iteration, variables, secrets and extracted values', () => {
    expect(render('{{ user }}-{{iteration}} {{ tenant }} {{ secret.TOKEN }}')).toBe('7-3 a c/me s3cret')
    expect(render('/orders/{{ orderId }}', 'path', contextOf(['12']))).toBe('/orders/12')
  })

  it('takes the latest value of anybody when its user has none, and tells when there is none at all', () => {
    const context = contextOf()
    context.shared = ['99']
    expect(render('{{ orderId }}', 'text', context)).toBe('99')
    expect(context.missing).toBeNull()
    const bare = contextOf()
    render('{{ orderId }}', 'text', bare)
    expect(bare.missing).toBe('orderId')
  })

  it('fills in the row of a data set, and tells when there is none left', () => {
    const context = contextOf()
    expect(render('{{ users.email }} {{ users.email }}', 'text', context)).toBe('ada@x.test ada@x.test')
    context.rows = []
    render('{{ users.email }}', 'text', context)
    expect(context.missing).toBe('users.email')
  })

  it('remembers the values it used that nobody else may see', () => {
    const context = contextOf(['12', 't0p'])
    const known = { ...names, extracted: new Map([...names.extracted, ['accessToken', 1]]) }
    compileTemplate('{{ orderId }} {{ accessToken }}', 'text', known, 'operation x').render(context)
    expect(context.sensitive).toEqual(['t0p'])
  })

  it('has functions, repeated by the same seed', () => {
    expect(render('{{ uuid }}')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(render('{{ uuid }}')).toBe(render('{{ uuid() }}'))
    expect(render('{{ uuid }}', 'text', contextOf([null], 2))).not.toBe(render('{{ uuid }}'))
    const context = contextOf()
    const numbers = Array.from({ length: 300 }, () => Number(render('{{ randomInt(1, 3) }}', 'text', context)))
    expect([...new Set(numbers)].toSorted()).toEqual([1, 2, 3])
    expect(['small', 'large']).toContain(render('{{ pick(small, "large") }}'))
    expect(render('{{ weighted("a (b, c)", 0, "d", 1) }}')).toBe('d')
    const agents = Array.from({ length: 2000 }, () =>
      render('{{ weighted(few, 1, "many, of them", 9) }}', 'text', context),
    )
    const few = agents.filter((agent) => agent === 'few').length
    expect(few).toBeGreaterThan(140)
    expect(few).toBeLessThan(260)
    expect(new Set(agents)).toEqual(new Set(['few', 'many, of them']))
    expect(render('{{ base64("user:pass") }}')).toBe('dXNlcjpwYXNz')
    expect(render('{{ base64(secret.TOKEN) }}')).toBe(Buffer.from('s3cret').toString('base64'))
    expect(render('{{ text(64) }}')).toHaveLength(64)
    expect(render('{{ text(300000) }}')).toHaveLength(300_000)
    expect(render('{{ payload }}')).toHaveLength(1000)
    expect(Math.abs(Date.parse(render('{{ now }}')) - Date.now())).toBeLessThan(1000)
    expect(render('{{ faker.internet.email }}')).toMatch(/^\w+\.\w+\.\d+@example\.test$/)
  })

  it('is safe where it stands', () => {
    const evil = contextOf(['a"b\\c\r\nX-Evil: 1'])
    expect(JSON.parse(render('{"name":"n {{ orderId }}"}', 'json', evil))).toEqual({ name: 'n a"b\\c\r\nX-Evil: 1' })
    expect(render('v {{ orderId }}', 'header', evil)).not.toMatch(/[\r\n]/)
    expect(render('/o/{{ orderId }}?t={{ tenant }}', 'path', evil)).toBe('/o/a%22b%5Cc%0D%0AX-Evil%3A%201?t=a%20c%2Fme')
    expect(render('{{ orderId }}', 'path', contextOf(['/next?page=2&q=a%20b']))).toBe('/next?page=2&q=a%20b')
    expect(Buffer.from(render('{{ orderId }}', 'header', contextOf(['Ünï'])), 'latin1').toString()).toBe('Ünï')
  })

  it('can be filled in with half of a surrogate pair', () => {
    const half = contextOf([JSON.parse('"\\ud83d"')])
    expect(render('/items/{{ orderId }}', 'path', half)).toBe('/items/%EF%BF%BD')
    expect(render('{{ orderId }}', 'path', half)).toContain('%EF%BF%BD')
    expect(render('{"id":"{{ orderId }}"}', 'json', half)).toBe('{"id":"\\ud83d"}')
  })

  it('gives JSON values outside of strings their type', () => {
    const template = '{"count": {{ randomInt(4, 4) }}, "id": {{ orderId }}}'
    expect(JSON.parse(render(template, 'json', contextOf(['abc'])))).toEqual({ count: 4, id: 'abc' })
    expect(JSON.parse(render(template, 'json', contextOf(['12'])))).toEqual({ count: 4, id: 12 })
  })

  it('adds no field to a JSON body', () => {
    const body = (value: string) => JSON.parse(render('{"id": {{ orderId }}}', 'json', contextOf([value])))
    const evil = '{"a":1},"role":{"admin":true}'
    expect(body(evil)).toEqual({ id: evil })
    expect(body('[1],"role":[2]')).toEqual({ id: '[1],"role":[2]' })
    expect(body('[1, {"a": "b"}]')).toEqual({ id: [1, { a: 'b' }] })
  })

  it('is constant without placeholders', () => {
    expect(compileTemplate('/health', 'path', names, 'operation x').constant).toBe('/health')
  })

  it('names what is unknown, what cannot be read and what has no value, before any load', () => {
    expect(() => render('{{ orderid }}')).toThrow(
      /operation x: \{\{ orderid \}\} is not known.*Known here: orderId, tenant/,
    )
    expect(() => render('{{ secret.OTHER }}')).toThrow(/the secret OTHER has no value/)
    expect(() => render('{{ shuffle(1) }}')).toThrow(/\{\{ shuffle \}\} is not known/)
    expect(() => render('{{ 1 + }}')).toThrow(/cannot be read/)
    expect(() => render('{{ weighted(a, b) }}')).toThrow(/each followed by its weight/)
    expect(() => render('{{ randomInt(9, 1) }}')).toThrow(/smaller one first/)
    expect(() => compileTemplate('{{ payload }}', 'text', { ...names, payloads: [] }, 'operation x')).toThrow(
      /payload class/,
    )
  })
})

it('bodies of a payload class spread evenly over its range, and weigh one size without one', () => {
  const sizes = (mostBytes: number, count: number) =>
    payloadBodies({ leastBytes: 1000, mostBytes }, count, 1).map((body) => body.length)
  expect(sizes(4000, 4)).toEqual([1000, 2000, 3000, 4000])
  expect(sizes(1000, 3)).toEqual([1000, 1000, 1000])
  expect(sizes(4000, 1)).toEqual([1000])
})
