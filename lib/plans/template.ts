// What a new plan may begin with.

import type { PlanDraft } from './document/plan.ts'
import { blankPlan } from './template/blank.ts'
import { demoPlan } from './template/demo.ts'

export const TEMPLATES = ['blank', 'demo'] as const

export type TemplateKey = (typeof TEMPLATES)[number]

/** `baseUrl` is where the bundled demo target listens; every template runs against it unedited. */
export function planFromTemplate(key: TemplateKey, baseUrl: string, name?: string): PlanDraft {
  if (key === 'blank') return blankPlan(name ?? 'Untitled plan')
  const draft = demoPlan(baseUrl)
  return name ? { ...draft, name } : draft
}
