/** What a person may do in a project, weakest first: each role may do all that those before it may. */
export const ROLES = ['viewer', 'engineer', 'lead', 'admin'] as const

export type Role = (typeof ROLES)[number]

export function isRole(value: unknown): value is Role {
  return ROLES.includes(value as Role)
}

/** True when `role` may do everything `needed` may. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed)
}

/** The weaker of two roles: what is left of a member's role under the ceiling of a token. */
export function weakerRole(a: Role, b: Role): Role {
  return includesRole(a, b) ? b : a
}

/** `role` and all weaker ones. */
export function rolesUpTo(role: Role): Role[] {
  return ROLES.slice(0, ROLES.indexOf(role) + 1)
}
