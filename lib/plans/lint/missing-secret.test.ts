import { describe, expect, it } from 'vitest'
import { soundPlan } from './lint-fixture.ts'
import { missingSecret } from './missing-secret.ts'
import { ALONE } from './rule.ts'

const found = (stored: string[] | null) => {
  const draft = soundPlan()
  draft.environments![0]!.secrets = ['API_TOKEN']
  return missingSecret.check(draft, null, {
    ...ALONE,
    storedSecrets: stored && new Map([['demo', new Set(stored)]]),
  })
}

describe('missing-secret', () => {
  it('finds a name without a value', () => {
    expect(found(['OTHER'])[0]).toMatchObject({
      places: ['environments.demo.secrets.0', 'operations'],
      arithmetic: 'stored for demo: OTHER',
    })
  })

  it('finds nothing where there is a value, nor where nobody knows', () => {
    expect(found(['API_TOKEN'])).toEqual([])
    expect(found(null)).toEqual([])
  })
})
