import type { Ctx } from '#lib/access/actor.ts'
import { compilePlan } from '../compile.ts'
import type { Finding } from '../finding.ts'
import type { LintView } from '../schema.ts'
import { getDraft } from './plan.ts'

/** What is wrong with the draft as it is now. */
export async function getLint(ctx: Ctx, planId: string): Promise<LintView> {
  const { draft } = await getDraft(ctx, planId)
  const compiled = compilePlan(draft)
  return countFindings(compiled.ok ? [] : compiled.findings)
}

export function countFindings(findings: Finding[]): LintView {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: findings.length - errors, findings }
}
