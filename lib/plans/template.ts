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
import { TEMPLATES, type TemplateKey } from './template-key.ts'

interface Template {
  name: string
  /** One sentence. */
  description: string
  build: (setting: Setting) => PlanDraft
}

const BUNDLED: Record<TemplateKey, Template> = {
  blank: {
    name: 'Empty plan',
    description: 'Write it by hand: where, what, how much, and what must hold.',
    build: () => blankPlan('Untitled plan'),
  },
  demo: {
    name: 'Demo plan',
    description: 'Shows how Headroom works, in three scenarios of a minute at most.',
    build: ({ baseUrl }) => demoPlan(baseUrl),
  },
  integration: {
    name: 'Integration performance test',
    description:
      'An integration between systems under normal, peak and burst load, with its environment, data and phases.',
    build: integrationPlan,
  },
  messaging: {
    name: 'Messaging platform',
    description: 'Campaigns, tracking, imports and reports, with failure drills and a check of the monitoring itself.',
    build: messagingPlan,
  },
  'api-sla': {
    name: 'API SLA suite',
    description: 'One row of service levels for each endpoint, and the loads that show whether they hold.',
    build: apiSlaPlan,
  },
  'scale-up': {
    name: 'Validation of a scale-up',
    description:
      'Shows that a system takes several times its present load: for hours, at the peak, in a burst, in conflicts.',
    build: scaleUpPlan,
  },
  'performance-plan': {
    name: 'Performance plan',
    description:
      'Where a system stands, which figures are aimed at, what is done in which order, and the runs that show the gain.',
    build: performancePlan,
  },
}

const NAMED: ReadonlySet<TemplateKey> = new Set(['blank', 'demo'])

/** Three months. */
const REVIEW_AFTER_MS = 91 * 86_400_000

export interface TemplateUse {
  /** Where the bundled demo target listens. */
  baseUrl: string
  now: Date
  /** Who makes the plan. */
  engineer: string
}

export function settingOf({ baseUrl, now, engineer }: TemplateUse): Setting {
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
  const draft = BUNDLED[key].build(settingOf(use))
  return name ? { ...draft, name } : draft
}

export interface BundledTemplate {
  key: TemplateKey
  name: string
  description: string
  contents: TemplateContents
}

/** Those that carry a whole document: without the empty and the demo plan. */
export function bundledTemplates(): BundledTemplate[] {
  const use = { baseUrl: 'http://127.0.0.1:4010', now: new Date(0), engineer: '' }
  return TEMPLATES.filter((key) => !NAMED.has(key)).map((key) => ({
    key,
    name: BUNDLED[key].name,
    description: BUNDLED[key].description,
    contents: templateContents(planFromTemplate(key, use)),
  }))
}
