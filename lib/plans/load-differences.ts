// What of two drafts differs in the load they ask for, in words: why a run of one says nothing about the other.

import { type ChangeWords, changeWords } from './change-words.ts'
import { diffDrafts } from './diff.ts'
import type { PlanDraft } from './document/plan.ts'
import type { SentParts, SentScenario } from './scenario-load.ts'

const SECTIONS = new Set(['environments', 'client', 'testData', 'operations', 'flows', 'setup', 'teardown', 'auth'])
const OF_SCENARIO = new Set([
  'load',
  'mix',
  'expectFailures',
  'stopWhen',
  'workers',
  'locations',
  'environment',
  'levels',
])

/** Names and what is judged are left out, as in the hash of the load. `sent`: only of what one scenario sends in one environment. */
export function loadDifferences(
  before: PlanDraft,
  after: PlanDraft,
  sent?: SentScenario & { parts: readonly SentParts[] },
): ChangeWords[] {
  return diffDrafts(before, after)
    .filter(({ path }) => shapesLoad(path) && (!sent || isSent(path, sent)))
    .map(({ path, before, after }) => changeWords({ path: path.join('.'), before, after }))
}

/** What has no key of its own is everybody's; the order of a list is nobody's. */
function isSent(
  [section = '', key]: string[],
  { scenario, environment, parts }: SentScenario & { parts: readonly SentParts[] },
): boolean {
  if (key === undefined) return true
  if (section === 'scenarios') return key === scenario
  if (section === 'environments') return key === environment
  if (section === 'operations' || section === 'flows') return parts.some((one) => one[section].has(key))
  return true
}

function shapesLoad([section = '', , field]: string[]): boolean {
  if (section === 'scenarios') return field === undefined || OF_SCENARIO.has(field)
  return SECTIONS.has(section) && field !== 'name'
}
