// What of two drafts differs in the load they ask for, in words: why a run of one says nothing about the other.

import { type ChangeWords, changeWords } from './change-words.ts'
import { diffDrafts } from './diff.ts'
import type { PlanDraft } from './document/plan.ts'

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

/** Names and what is judged are left out, as in the hash of the load. */
export function loadDifferences(before: PlanDraft, after: PlanDraft): ChangeWords[] {
  return diffDrafts(before, after)
    .filter(({ path }) => shapesLoad(path))
    .map(({ path, before, after }) => changeWords({ path: path.join('.'), before, after }))
}

function shapesLoad([section = '', , field]: string[]): boolean {
  if (section === 'scenarios') return field === undefined || OF_SCENARIO.has(field)
  return SECTIONS.has(section) && field !== 'name'
}
