import type { Role } from '#lib/access/role.ts'

/** What each role may do, beyond what those before it may. */
export const ROLE_WORDS: Record<Role, string> = {
  viewer: 'reads everything and signs decisions',
  engineer: 'also edits plans, starts runs, ticks checklists',
  lead: 'also decides, waives, shares reports, sets secrets',
  admin: 'also adds people and target hosts',
}

export const ROLE_OPTIONS = (Object.keys(ROLE_WORDS) as Role[]).map((role) => ({
  value: role,
  label: `${role}: ${ROLE_WORDS[role]}`,
}))

export const ROLE_CHOICES = (Object.keys(ROLE_WORDS) as Role[]).map((role) => ({ value: role, label: role }))
