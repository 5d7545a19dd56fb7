import { describe, expect, it } from 'vitest'
import { formedSections, writtenSections } from './outline-sections.ts'

describe('the outline of a plan', () => {
  it('of a blank plan shows every section that has a form, not begun', () => {
    const sections = formedSections({ name: '' })
    expect(sections.map(({ id }) => id)).toEqual(['summary', 'environments', 'operations', 'slas', 'scenarios'])
    expect(sections.every(({ share }) => share === 0)).toBe(true)
  })

  it('says how far a section is filled in', () => {
    const [, environments, , slas] = formedSections({
      name: 'Orders',
      environments: [{ key: 'a', name: 'A', baseUrl: 'http://127.0.0.1:1' }, { key: 'b' }],
      slas: [{ key: 'x', metric: 'p95', target: '1s', limit: '2s' }],
    })
    expect(environments).toMatchObject({ share: 0.5, count: 2 })
    expect(slas).toMatchObject({ share: 1, count: 1 })
  })

  it('lists other sections only when they hold something', () => {
    const plan = { name: 'x', monitors: [{ key: 'app' }], risks: [], availability: { uptime: '99.9%' } }
    expect(writtenSections(plan)).toEqual([
      { id: 'availability', title: 'Availability', share: 1, count: null },
      { id: 'monitors', title: 'Monitors', share: 1, count: 1 },
    ])
  })
})
