// What a new plan may begin with. Every template is complete, and runs against the bundled demo target as it is.

import type { PlanDraft } from './document/plan.ts'
import { apiSlaPlan } from './template/api-sla/plan.ts'
import { blankPlan } from './template/blank.ts'
import { type TemplateContents, templateContents } from './template/contents.ts'
import { demoPlan } from './template/demo.ts'
import { integrationPlan } from './template/integration/plan.ts'
import { messagingPlan } from './template/messaging/plan.ts'
import { performancePlan } from './template/performance-plan/plan.ts'
import { scaleUpPlan } from './template/scale-up/plan.ts'
import type { Setting } from './template/setting.ts'
import type { TemplateKey } from './template-key.ts'

const BUILD: Record<TemplateKey, (setting: Setting) => PlanDraft> = {
  blank: () => blankPlan('Untitled plan'),
  demo: ({ baseUrl }) => demoPlan(baseUrl),
  integration: integrationPlan,
  messaging: messagingPlan,
  'api-sla': apiSlaPlan,
  'scale-up': scaleUpPlan,
  'performance-plan': performancePlan,
}

interface Offer {
  key: TemplateKey
  name: string
  /** One sentence. */
  description: string
}

/** Those that carry a whole document. */
const OFFERS: readonly Offer[] = [
  {
    key: 'integration',
    name: 'Integration performance test',
    description:
      'An integration between systems under normal, peak and burst load, with its environment, data and phases.',
  },
  {
    key: 'messaging',
    name: 'Messaging platform',
    description: 'Campaigns, tracking, imports and reports, with failure drills and a check of the monitoring itself.',
  },
  {
    key: 'api-sla',
    name: 'API SLA suite',
    description: 'One row of service levels for each endpoint, and the loads that show whether they hold.',
  },
  {
    key: 'scale-up',
    name: 'Validation of a scale-up',
    description:
      'Shows that a system takes several times its present load: for hours, at the peak, in a burst, in conflicts.',
  },
  {
    key: 'performance-plan',
    name: 'Performance plan',
    description:
      'Where a system stands, which figures are aimed at, what is done in which order, and the runs that show the gain.',
  },
]

/** Three months. */
const REVIEW_AFTER_MS = 91 * 86_400_000

export interface TemplateUse {
  /** Where the bundled demo target listens. */
  baseUrl: string
  now: Date
  /** Who makes the plan. */
  engineer: string
}

function settingOf({ baseUrl, now, engineer }: TemplateUse): Setting {
  const day = (date: Date) => date.toISOString().slice(0, 10)
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    today: day(now),
    nextReview: day(new Date(now.getTime() + REVIEW_AFTER_MS)),
    engineer,
  }
}

/** `name` takes the place of the one the template brings. */
export function planFromTemplate(key: TemplateKey, use: TemplateUse, name?: string): PlanDraft {
  const draft = BUILD[key](settingOf(use))
  return name ? { ...draft, name } : draft
}

export interface BundledTemplate extends Offer {
  contents: TemplateContents
}

export function bundledTemplates(): BundledTemplate[] {
  const use = { baseUrl: 'http://127.0.0.1:4010', now: new Date(0), engineer: '' }
  return OFFERS.map((offer) => ({ ...offer, contents: templateContents(planFromTemplate(offer.key, use)) }))
}
