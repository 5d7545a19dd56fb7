import type { PlanDraft } from '#lib/plans/document/plan.ts'

/** Who is to sign: the roles of the plan's contacts, each once; without contacts the test lead. */
export function signOffRoles({ contacts }: Pick<PlanDraft, 'contacts'>): string[] {
  const roles = (contacts ?? []).map(({ role }) => role?.trim() ?? '').filter((role) => role !== '')
  return roles.length > 0 ? [...new Set(roles)] : ['Test lead']
}
