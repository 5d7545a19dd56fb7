import { describe, expect, it } from 'vitest'
import { type Actor, effectiveRole, isInstanceAdmin } from './actor.ts'
import { isPermitted, refusal } from './permission.ts'
import type { Role } from './role.ts'

const user = (isAdmin = false): Actor => ({ kind: 'user', userId: 'u', name: 'Ada', isAdmin })
const token = (role: Role, projectId: string | null = null, isAdmin = false): Actor => {
  return { kind: 'token', tokenId: 't', userId: 'u', name: 'Ada', projectId, role, expiresAt: null, isAdmin }
}

describe('effectiveRole', () => {
  it('shows no project to who is no member', () => {
    expect(effectiveRole(user(), 'p', null)).toBeNull()
    expect(effectiveRole(token('admin'), 'p', null)).toBeNull()
  })

  it('gives members their role and admins of the instance every project', () => {
    expect(effectiveRole(user(), 'p', 'engineer')).toBe('engineer')
    expect(effectiveRole(user(true), 'p', null)).toBe('admin')
    expect(effectiveRole({ kind: 'system', name: 'worker' }, 'p', null)).toBe('admin')
  })

  it('takes the weaker of the ceiling of a token and what its owner may do now', () => {
    expect(effectiveRole(token('viewer'), 'p', 'admin')).toBe('viewer')
    expect(effectiveRole(token('admin'), 'p', 'engineer')).toBe('engineer')
    expect(effectiveRole(token('lead', null, true), 'p', null)).toBe('lead')
  })

  it('keeps a token in its project', () => {
    expect(effectiveRole(token('admin', 'p'), 'p', 'lead')).toBe('lead')
    expect(effectiveRole(token('admin', 'other'), 'p', 'lead')).toBeNull()
    expect(effectiveRole(token('admin', 'other', true), 'p', null)).toBeNull()
  })
})

describe('isInstanceAdmin', () => {
  it('is a person who is, or their unbounded admin token', () => {
    expect([user(true), token('admin', null, true)].map(isInstanceAdmin)).toEqual([true, true])
    const others = [user(), token('admin'), token('lead', null, true), token('admin', 'p', true)]
    expect(others.map(isInstanceAdmin)).toEqual([false, false, false, false])
  })
})

describe('isPermitted', () => {
  it('lets each role do what the weaker ones may', () => {
    expect(isPermitted('viewer', 'plan.view')).toBe(true)
    expect(isPermitted('viewer', 'plan.edit')).toBe(false)
    expect(isPermitted('engineer', 'run.start')).toBe(true)
    expect(isPermitted('engineer', 'plan.delete')).toBe(false)
    expect(isPermitted('lead', 'member.manage')).toBe(false)
    expect(isPermitted('admin', 'member.manage')).toBe(true)
  })

  it('says which role it takes', () => {
    expect(refusal('viewer', 'run.start')).toBe(
      'As viewer you may not start runs; that takes the role engineer. Ask an admin of the project.',
    )
  })
})
