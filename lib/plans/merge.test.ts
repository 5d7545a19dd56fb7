import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffDrafts, operationsBetween } from './diff.ts'
import { type PlanDraft, planDraftSchema } from './document/plan.ts'
import { draftOperationSchema } from './draft-operation.ts'
import { applyOperations, conflicts, type DraftOperation, touchedPaths } from './merge.ts'
import { parsePlanYaml } from './yaml.ts'

const parsed = parsePlanYaml(readFileSync(new URL('./document/example.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error('the example must parse')
const example = parsed.draft

function apply(draft: PlanDraft, ...operations: DraftOperation[]): PlanDraft {
  const applied = applyOperations(draft, operations)
  if (!applied.ok) throw new Error(`${applied.problem.path}: ${applied.problem.message}`)
  return applied.draft
}

describe('an operation on a draft', () => {
  it('sets a field by the keys of the lists it lies in, and leaves the draft given alone', () => {
    const before = structuredClone(example)
    const after = apply(example, { op: 'set', path: ['slas', 'create-p95', 'limit'], value: '250ms' })
    expect(after.slas?.[0]?.limit).toBe('250ms')
    expect(example).toEqual(before)
    expect(diffDrafts(example, after)).toEqual([
      { path: ['slas', 'create-p95', 'limit'], before: '200ms', after: '250ms' },
    ])
  })

  it('makes what is missing on the way, and removes with null', () => {
    const made = apply({ name: 'A' }, { op: 'set', path: ['client', 'maxUsers'], value: '10' })
    expect(made).toEqual({ name: 'A', client: { maxUsers: '10' } })
    expect(apply(made, { op: 'set', path: ['client', 'maxUsers'], value: null })).toEqual({ name: 'A', client: {} })
  })

  it('inserts, moves and removes items of a list', () => {
    const one = apply(
      { name: 'A' },
      { op: 'insert', path: ['slas'], value: { key: 'b' } },
      { op: 'insert', path: ['slas'], value: { key: 'a' }, before: 'b' },
      { op: 'insert', path: ['slas'], value: { key: 'c' } },
    )
    const keys = (draft: PlanDraft) => draft.slas?.map((sla) => sla.key)
    expect(keys(one)).toEqual(['a', 'b', 'c'])
    expect(keys(apply(one, { op: 'move', path: ['slas', 'c'], before: 'a' }))).toEqual(['c', 'a', 'b'])
    expect(keys(apply(one, { op: 'move', path: ['slas', 'a'], before: null }))).toEqual(['b', 'c', 'a'])
    expect(keys(apply(one, { op: 'remove', path: ['slas', 'b'] }))).toEqual(['a', 'c'])
  })

  it('works by index where items have no keys', () => {
    const draft = apply(example, { op: 'set', path: ['scenarios', 'baseline', 'mix', '1', 'weight'], value: '50' })
    expect(draft.scenarios?.[0]?.mix?.[1]?.weight).toBe('50')
    expect(apply(example, { op: 'insert', path: ['systems'], value: 'queue', before: '0' }).systems?.[0]).toBe('queue')
  })

  it('is refused with its path where there is nothing to edit, a key is taken, or the path is not allowed', () => {
    const refused = (operation: DraftOperation) => {
      const applied = applyOperations(example, [operation])
      return applied.ok ? '' : `${applied.problem.path}: ${applied.problem.message}`
    }
    expect(refused({ op: 'set', path: ['slas', 'gone', 'limit'], value: '1s' })).toContain('slas.gone')
    expect(refused({ op: 'insert', path: ['slas'], value: { key: 'pool' } })).toContain('already used')
    expect(refused({ op: 'set', path: ['__proto__', 'x'], value: '1' })).toContain('cannot be edited')
    expect(draftOperationSchema.safeParse({ op: 'set', path: [], value: '1' }).success).toBe(false)
  })
})

describe('two people editing', () => {
  const set = (path: string[], value: unknown): DraftOperation => ({ op: 'set', path, value })

  it('conflict only on the same field with another value', () => {
    const mine = [set(['slas', 'create-p95', 'limit'], '300ms'), set(['summary'], 'mine')]
    const theirs = [set(['slas', 'create-p95', 'limit'], '250ms'), set(['slas', 'create-p95', 'target'], '90ms')]
    const current = apply(example, ...theirs)
    expect(conflicts(current, mine, touchedPaths(example, theirs))).toEqual([
      { path: ['slas', 'create-p95', 'limit'], yours: '300ms', theirs: '250ms' },
    ])
    expect(conflicts(current, [set(['slas', 'create-p95', 'limit'], '250ms')], touchedPaths(example, theirs))).toEqual(
      [],
    )
  })

  it('conflict where one removed what the other edits', () => {
    const current = apply(example, { op: 'remove', path: ['slas', 'pool'] })
    const theirs = touchedPaths(example, [{ op: 'remove', path: ['slas', 'pool'] }])
    expect(conflicts(current, [set(['slas', 'pool', 'limit'], '90%')], theirs)).toHaveLength(1)
    expect(conflicts(current, [set(['slas', 'create-p95', 'limit'], '1s')], theirs)).toEqual([])
  })

  it('both add to one list without conflict, unless they add the same key differently', () => {
    const add = (key: string, limit: string): DraftOperation => ({
      op: 'insert',
      path: ['slas'],
      value: { key, limit },
    })
    const current = apply(example, add('a', '1s'))
    const theirs = touchedPaths(example, [add('a', '1s')])
    expect(conflicts(current, [add('b', '1s')], theirs)).toEqual([])
    expect(conflicts(current, [add('a', '1s')], theirs)).toEqual([])
    expect(apply(current, add('a', '1s'))).toEqual(current)
    expect(conflicts(current, [add('a', '2s')], theirs)).toHaveLength(1)
  })

  it('a shift in a list without keys conflicts with an edit inside of it', () => {
    const theirs: DraftOperation = { op: 'remove', path: ['systems', '0'] }
    expect(touchedPaths(example, [theirs])).toEqual([['systems']])
    expect(conflicts(apply(example, theirs), [set(['systems', '1'], 'x')], [['systems']])).toHaveLength(1)
  })
})

const word = fc.constantFrom('1s', '200ms', '', 'a: b', '5')
const slas = fc.uniqueArray(
  fc.record(
    {
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      target: word,
      limit: word,
      when: fc.array(word, { maxLength: 2 }),
    },
    { requiredKeys: ['key'] },
  ),
  { selector: (sla) => sla.key, maxLength: 5 },
)
const drafts = fc.record(
  {
    name: word,
    summary: word,
    systems: fc.array(word, { maxLength: 3 }),
    slas,
    notes: fc.dictionary(fc.constantFrom('x', 'y'), word),
    operations: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c'),
        request: fc.record({ body: fc.record({ json: fc.jsonValue({ maxDepth: 2 }) }) }),
      }),
      { selector: (operation) => operation.key, maxLength: 3 },
    ),
  },
  { requiredKeys: ['name'] },
) as fc.Arbitrary<PlanDraft>

describe('the difference of two drafts', () => {
  it('applied to the first gives the second', () => {
    fc.assert(
      fc.property(drafts, drafts, (before, after) => {
        const operations = operationsBetween(before, after)
        const made = apply(before, ...operations)
        expect(made).toEqual(after)
        expect(diffDrafts(made, after)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('is empty exactly for equal drafts', () => {
    fc.assert(
      fc.property(drafts, drafts, (before, after) => {
        const parse = (draft: PlanDraft) => JSON.stringify(planDraftSchema.parse(draft))
        expect(diffDrafts(before, after).length === 0).toBe(operationsBetween(before, after).length === 0)
        if (diffDrafts(before, after).length === 0) expect(parse(before)).toBe(parse(after))
      }),
    )
  })

  it('in disjoint places commutes', () => {
    const paths = fc.constantFrom<string[]>(
      ['summary'],
      ['slas', 'create-p95', 'limit'],
      ['slas', 'create-p95', 'target'],
      ['slas', 'pool', 'limit'],
      ['client', 'maxUsers'],
      ['notes', 'tuning'],
      ['scenarios', 'stress', 'load', 'stages', 's2', 'for'],
    )
    fc.assert(
      fc.property(paths, paths, word, word, (mine, theirs, x, y) => {
        fc.pre(mine.join() !== theirs.join())
        const a: DraftOperation = { op: 'set', path: mine, value: x }
        const b: DraftOperation = { op: 'set', path: theirs, value: y }
        expect(conflicts(apply(example, b), [a], touchedPaths(example, [b]))).toEqual([])
        expect(apply(example, a, b)).toEqual(apply(example, b, a))
      }),
    )
  })

  it('names a new item, a removed one and a new order', () => {
    const draft: PlanDraft = { name: 'A', slas: [{ key: 'a' }, { key: 'b' }] }
    expect(diffDrafts(draft, { name: 'A', slas: [{ key: 'a' }, { key: 'c' }] }).map((change) => change.path)).toEqual([
      ['slas', 'b'],
      ['slas', 'c'],
    ])
    expect(diffDrafts(draft, { name: 'A', slas: [{ key: 'b' }, { key: 'a' }] })).toEqual([
      { path: ['slas', '@order'], before: ['a', 'b'], after: ['b', 'a'] },
    ])
  })
})
