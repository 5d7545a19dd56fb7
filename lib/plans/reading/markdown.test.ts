import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { draftFromYaml } from '../draft-input.ts'
import { everyField } from '../every-field-fixture.ts'
import { planMarkdown } from './markdown.ts'

const EXAMPLE = draftFromYaml(readFileSync(new URL('../document/example.yaml', import.meta.url), 'utf8'))

/** Keys stand for what has a name; a row is of an operation or of a flow, a criterion has a sentence or alternatives. */
const ELSEWHERE = /^headroom$|\.key$|(slas|mix)\.0\.operation$|criteria\.0\.(judge|limit|priority)$/

/** Every text of a document with the names of its lists; keys stand for what has a name, and flags are told in words. */
function leaves(value: unknown, path: string[] = []): { path: string; text: string }[] {
  if (typeof value === 'string') return value.trim() ? [{ path: path.join('.'), text: value.trim() }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => leaves(one, [...path, name]))
}

describe('a plan as Markdown', () => {
  it('holds every word of the document', () => {
    const text = planMarkdown(EXAMPLE).replaceAll('\\|', '|')
    const missing = leaves(EXAMPLE).filter(
      ({ path, text: leaf }) =>
        !/^headroom$|\.key$|^slas\.\d+\.when/.test(path) &&
        !text.includes(leaf) &&
        !text.includes(JSON.stringify(leaf)),
    )
    expect(missing).toEqual([])
  })

  it('says something of every field there is', () => {
    const text = planMarkdown(everyField())
    const words = new Set(text.match(/[a-z]+-?\d+/g))
    const missing = leaves(everyField()).filter(({ path, text: leaf }) => !ELSEWHERE.test(path) && !words.has(leaf))
    expect(missing.map(({ path }) => path)).toEqual([])
  })

  it('has the parts of a test plan in their order', () => {
    const parts = planMarkdown(EXAMPLE)
      .split('\n')
      .filter((line) => line.startsWith('## '))
    expect(parts).toEqual([
      '## Overview',
      '## Performance requirements',
      '## Test environment',
      '## What is sent',
      '## Strategy',
      '## Test scenarios',
      '## Monitoring',
      '## Test execution',
      '## Risks',
      '## Appendix',
    ])
  })

  it('leaves out what is empty', () => {
    expect(planMarkdown({ name: 'New' })).toBe('# Performance test plan: New\n')
  })

  it('keeps bars and line ends inside of their cells', () => {
    const draft: PlanDraft = { name: 'x', risks: [{ key: 'r', risk: 'a | b\nc', impact: 'high' }] }
    expect(planMarkdown(draft)).toContain('| a \\| b<br>c | high |')
  })

  it('tells objectives, tiers of throughput and milestones apart', () => {
    const text = planMarkdown({
      name: 'x',
      slas: [
        { key: 'a', operation: 'read', metric: 'p95', target: '1s' },
        { key: 'b', label: 'Peak load', metric: 'rate', scenario: 'peak', target: '500/s', sustained: '10m' },
        { key: 'c', metric: 'memory_growth', at: '4h', target: '5%' },
      ],
    })
    expect(text).toContain(
      '### Throughput\n\n| Tier | Measured by | Target | Held for |\n| --- | --- | --- | --- |\n| Peak load | peak | 500/s | 10m |',
    )
    expect(text).toContain('### Milestones\n\n| At | Operation | Metric | Target |')
  })
})
