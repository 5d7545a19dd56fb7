import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPlanYaml, parsePlanYaml } from './yaml.ts'

const example = readFileSync(new URL('./document/example.yaml', import.meta.url), 'utf8')

function draftOf(source: string) {
  const parsed = parsePlanYaml(source)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.draft
}

function problemsOf(source: string) {
  const parsed = parsePlanYaml(source)
  if (parsed.ok) throw new Error('expected problems')
  return parsed.problems
}

describe('a plan as YAML', () => {
  it('reads the example of every section', () => {
    const draft = draftOf(example)
    expect(draft.testDate).toBe('2026-11-21')
    expect(draft.version).toBe('2.4.0')
    expect(draft.testData?.accounts?.count).toBe('10000')
    expect(draft.resources?.[0]?.normal).toBe('60%')
    expect(draft.scenarios?.[0]?.load?.users).toBe('100')
    expect(draft.scenarios?.[0]?.phases?.[0]?.gate).toBe(false)
    expect(draft.operations?.[0]?.request?.body?.json).toEqual({
      name: 'Item {{ user }}-{{ iteration }}',
      note: '{{ payload }}',
    })
  })

  it('writes a normal form that reads back as the same draft and writes the same bytes again', () => {
    const draft = draftOf(example)
    const written = formatPlanYaml(draft)
    expect(draftOf(written)).toEqual(draft)
    expect(formatPlanYaml(draftOf(written))).toBe(written)
    expect(written).not.toContain('#  ')
  })

  it('keeps numbers, dates and truth values as they were typed', () => {
    const draft = draftOf('headroom: 1\nname: 12\nversion: 2.40\nsummary: yes\nbaseline: 1e3\ntarget: true\n')
    expect(draft).toEqual({
      headroom: '1',
      name: '12',
      version: '2.40',
      summary: 'yes',
      baseline: '1e3',
      target: 'true',
    })
  })

  it('keeps the data types of a JSON body', () => {
    const json = { n: 1.5, s: '1.5', yes: true, t: 'true', none: null, empty: '', list: [1, '2', null] }
    const draft = {
      ...draftOf('name: A'),
      operations: [{ key: 'a', request: { body: { json } } }],
    }
    expect(draftOf(formatPlanYaml(draft)).operations?.[0]?.request?.body?.json).toEqual(json)
  })

  it('takes an empty value as absent', () => {
    expect(draftOf('name: A\nsummary:\ncost: { budget: "" }')).toEqual({ name: 'A', cost: { budget: '' } })
  })

  it('writes the keys in the order of the schema', () => {
    expect(formatPlanYaml(draftOf('summary: B\nname: A\nheadroom: 1'))).toBe('headroom: 1\nname: A\nsummary: B\n')
  })

  it('puts the keys of a draft into order that come in another, as from a database', () => {
    const shuffled = { slas: [{ limit: '1s', key: 'a' }], name: 'A', headroom: '1' as const }
    expect(formatPlanYaml(shuffled)).toBe('headroom: 1\nname: A\nslas:\n  - key: a\n    limit: 1s\n')
  })

  it('reads back any text exactly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (summary) => {
        fc.pre(!summary.includes('\0'))
        const draft = { name: 'A', summary, notes: { tuning: summary } }
        expect(draftOf(formatPlanYaml(draft))).toEqual(draft)
      }),
    )
  })

  it('reads back multi-line text and text that looks like YAML', () => {
    for (const summary of [
      'a\nb\n',
      ' a',
      'a: b',
      '- a',
      '# x',
      'a #b',
      '"q"',
      "it's",
      '%a',
      '@a',
      'null',
      '~',
      'a\n\n  b\n\n',
      '\ta',
      '---',
      'a\r\nb',
      '\r',
      '...',
      '\u2028',
      '\u0085',
    ]) {
      expect(draftOf(formatPlanYaml({ name: 'A', summary })).summary).toBe(summary)
    }
  })
})

describe('a problem in a plan document', () => {
  it('names line, column and the nearest valid key', () => {
    const [problem] = problemsOf('name: A\noperations:\n  - key: a\n    request:\n      metod: GET\n')
    expect(problem).toMatchObject({ path: 'operations.0.request.metod', line: 5, column: 7 })
    expect(problem?.message).toBe('Unknown key "metod". Did you mean "method"?')
    expect(problem?.example).toContain('method: POST')
  })

  it('names the place of a missing name, a bad key and a key used twice', () => {
    expect(problemsOf('version: 1')[0]).toMatchObject({ path: 'name', example: 'name: Orders API' })
    expect(problemsOf('name: A\nslas: [{ key: Create P95 }]')[0]).toMatchObject({
      path: 'slas.0.key',
      line: 2,
      column: 10,
    })
    expect(problemsOf('name: A\nslas: [{ key: a }, { key: a }]')[0]?.message).toContain('used twice')
  })

  it('gives the position of broken syntax and of a mapping key used twice', () => {
    expect(problemsOf('name: A\nslas: [')[0]).toMatchObject({ line: 2 })
    expect(problemsOf('name: A\nname: B')[0]).toMatchObject({ line: 2, column: 1 })
  })

  it('refuses a document that is no mapping, too large, or unfolds without end', () => {
    expect(problemsOf('- a')[0]?.message).toContain('mapping')
    expect(problemsOf(`name: ${'a'.repeat(1024 * 1024)}`)[0]?.message).toContain('1 MB')
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 9; i++) {
      const before = String.fromCharCode(96 + i)
      const name = String.fromCharCode(97 + i)
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`)
    }
    expect(problemsOf(bomb.join('\n'))[0]?.message).toContain('too large')
    expect(problemsOf('name: A\nsystems: &s [*s]')[0]?.message).toBeTruthy()
  })

  it('refuses lists where text belongs and tags', () => {
    expect(problemsOf('name: [A]')[0]).toMatchObject({ path: 'name', line: 1 })
    expect(problemsOf('name: !!set {a}')[0]?.message).toBeTruthy()
    expect(problemsOf('name: A\nsystems: api')[0]?.message).toContain('list')
  })
})
