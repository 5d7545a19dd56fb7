// The kinds of test a plan may hold, from the one that only looks whether all is up to the ones that look for the end.

export const SCENARIO_TYPES = [
  'smoke',
  'baseline',
  'load',
  'peak',
  'stress',
  'volume',
  'soak',
  'spike',
  'scalability',
  'breaking-point',
  'custom',
] as const

export type ScenarioType = (typeof SCENARIO_TYPES)[number]
