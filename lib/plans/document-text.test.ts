import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { documentText } from './document-text.ts'

describe('a part of the document as text', () => {
  it('reads as YAML, and as the same values', () => {
    const part = {
      monitors: [{ key: 'app', metrics: [{ key: 'cpu', take: 'rate(x) * 100', labels: [] }] }],
      checklists: { before: [{ key: 'env', text: 'Environment: validated', gate: true }], after: ['a "b"'] },
      notes: { tuning: '' },
    }
    const text = documentText(part)
    expect(text.split('\n')[0]).toBe('monitors:')
    expect(text).toContain('  - key: app\n    metrics:\n      - key: cpu')
    expect(parse(text)).toEqual(part)
  })
})
