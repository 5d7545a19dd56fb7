/** What a new plan may begin with that comes with Headroom; a project may keep templates of its own beside them. */
export const TEMPLATES = [
  'blank',
  'demo',
  'integration',
  'messaging',
  'api-sla',
  'scale-up',
  'performance-plan',
] as const

export type TemplateKey = (typeof TEMPLATES)[number]
