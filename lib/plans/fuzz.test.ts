// What people, editors and other programs may send: structure, sentences, YAML and half-typed plans. Nothing throws, and whatever is wrong
// names its place. Seeded, so that a failure can be repeated.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCheck } from './check-parser.ts'
import { compilePlan } from './compile.ts'
import { draftOf } from './compile-fixture.ts'
import { METRIC_WORDS, parseCriterion, parseMetric } from './criterion-parser.ts'
import { type PlanDraft, planDraftSchema } from './document/plan.ts'
import { lintPlan } from './lint/rules.ts'
import { formatPlanYaml, parsePlanYaml } from './yaml.ts'

const SEED = 20261121
const cases = (numRuns: number) => ({ numRuns, seed: SEED })

const source = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const example = source('./document/example.yaml')
/** Small, and with something in nearly every section. */
const seeds = ['./lint/fixtures/004.yaml', './lint/fixtures/003.yaml', './lint/fixtures/000.yaml'].map((file) =>
  draftOf(source(file)),
)
const SECTIONS = new Set(Object.keys(planDraftSchema.shape))

/** Words of the languages, and what is just beside them. */
const word = fc.oneof(
  fc.constantFrom(...METRIC_WORDS, 'monitor(cpu)', 'increase(errors, 5m)', 'custom(', 'p', 'p101', 'p95.service'),
  fc.constantFrom('<', '<=', '>', '≥', '!=', '=', '==', '=<', '(', ')', '(create)', 'payload:', 'status:5xx', 'within'),
  fc.constantFrom('200ms', '0', '-1', '1e309', '5%', '10/s', '5000/min', '5KB', '∞', '9'.repeat(40), '1,000'),
  fc.constantFrom('for', 'during', 'at', 'steady', '30s', 'and', 'in [200, 302]', 'body', '$.a[0', 'exists', 'latency'),
  fc.string({ maxLength: 6 }),
)
const sentence = fc.oneof(
  { weight: 4, arbitrary: fc.array(word, { maxLength: 7 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
)

const leaf = fc.oneof(
  sentence,
  fc.constantFrom('', ' ', '0', '-5', '0%', '0/s', '0s', '100', '1e9', '5m', '24h', '1.5', '99999999999h', '10x'),
  fc.constantFrom(
    '{{',
    '{{ }}',
    '{{ a b }}',
    '{{ randomInt(9, 1) }}',
    '{{target}}',
    '{UP}',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom('*', 'peak', 'validate', 'create-record', 'type:stress', '0 6 * * 1#1', '* * * * *', '2025-01-XX'),
)

type Path = (string | number)[]

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, child]) => leavesOf(child, [...path, name]))
  return typeof value === 'string' ? [path] : []
}

/** A plan in which some leaves are something else, and some sections, items and leaves are gone. */
const spoiledOf = (bases: PlanDraft[]) =>
  fc
    .record({
      base: fc.constantFrom(...bases),
      spots: fc.array(fc.tuple(fc.nat(), fc.oneof(leaf, fc.constant(null))), { minLength: 1, maxLength: 6 }),
      dropped: fc.array(fc.nat(), { maxLength: 2 }),
    })
    .map(({ base, spots, dropped }) => {
      const draft = structuredClone(base) as PlanDraft
      for (const [index, text] of spots) {
        const leaves = leavesOf(draft)
        put(draft, leaves[index % leaves.length] ?? ['name'], text)
      }
      const sections = Object.keys(draft).filter((name) => name !== 'name')
      for (const index of dropped) delete (draft as Record<string, unknown>)[sections[index % sections.length] ?? '']
      return draft
    })

/** Keys are kept: a draft without them is no draft. */
function put(root: unknown, path: Path, text: string | null): void {
  const last = path.at(-1) ?? ''
  const holder = path.slice(0, -1).reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], root)
  if (last === 'key' || last === 'headroom' || last === 'think') return
  if (text === null && typeof last === 'string' && path.length > 1) delete (holder as Record<string, unknown>)[last]
  else (holder as Record<string, unknown>)[last] = text ?? ''
}

function expectPlaces(findings: ReturnType<typeof lintPlan>['findings']): void {
  for (const { places, message, arithmetic, fix, rule } of findings) {
    expect(places.length, `${rule}: ${message}`).toBeGreaterThan(0)
    for (const text of [message, arithmetic ?? '', fix ?? ''])
      expect(text).not.toMatch(/NaN|undefined|\[object|Infinity/)
    for (const place of places) expect(SECTIONS.has(place.split('.')[0] ?? ''), `${rule}: ${place}`).toBe(true)
  }
}

describe('whatever is sent', () => {
  it('criteria and metrics are read, or refused at a position', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        for (const parsed of [parseCriterion(text), parseMetric(text)]) {
          if (parsed.ok) continue
          expect(parsed.problem.message).not.toBe('')
          expect(parsed.problem.position).toBeGreaterThanOrEqual(0)
          expect(parsed.problem.position).toBeLessThanOrEqual(text.length)
        }
      }),
      cases(4800),
    )
  })

  it('checks are read, or refused with a message', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        const parsed = parseCheck(text)
        if (!parsed.ok) expect(parsed.problem.message).not.toBe('')
      }),
      cases(2000),
    )
  })

  it('a document of any structure is taken, or refused at paths', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom(...SECTIONS, '__proto__', 'nmae'), fc.jsonValue()),
    )
    fc.assert(
      fc.property(value, (document) => {
        const parsed = planDraftSchema.safeParse(document)
        for (const { path, message } of parsed.error?.issues ?? []) {
          expect(Array.isArray(path)).toBe(true)
          expect(message).not.toBe('')
        }
      }),
      cases(1500),
    )
  })

  it('YAML is read, or refused at a line', () => {
    const lines = example.split('\n')
    const cut = fc.tuple(
      fc.nat(lines.length - 1),
      fc.nat(3),
      fc.oneof(leaf, fc.constantFrom('- [', '&a *a', '? ', '\t', '!!js x', '%')),
    )
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.array(cut, { minLength: 1, maxLength: 3 }).map((cuts) => {
        // A stretch of it: whole documents take long to read.
        const copy = lines.slice(0, 25)
        for (const [at, gone, inserted] of cuts) copy.splice(at % 25, gone, inserted)
        return copy.join('\n')
      }),
    )
    fc.assert(
      fc.property(text, (yaml) => {
        const parsed = parsePlanYaml(yaml)
        if (parsed.ok) return
        expect(parsed.problems.length).toBeGreaterThan(0)
        for (const { line, column, message } of parsed.problems) {
          expect(message).not.toBe('')
          expect(Math.min(line, column)).toBeGreaterThanOrEqual(1)
        }
      }),
      cases(500),
    )
  })

  it('half-typed plans compile or say where they do not, and the check names places', () => {
    fc.assert(
      fc.property(spoiledOf(seeds), (draft) => {
        const compiled = compilePlan(draft)
        if (!compiled.ok) expectPlaces(compiled.findings)
        expectPlaces(lintPlan(draft).findings)
      }),
      cases(1100),
    )
  }, 30_000)

  it('half-typed plans are the same through YAML', () => {
    fc.assert(
      fc.property(spoiledOf(seeds.slice(0, 1)), (draft) => {
        const parsed = parsePlanYaml(formatPlanYaml(draft))
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
        expect(parsed.draft).toEqual(planDraftSchema.parse(draft))
      }),
      cases(100),
    )
  }, 30_000)
})
