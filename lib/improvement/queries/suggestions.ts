import type { Coverage } from '#lib/cycles/coverage-schema.ts'
import type { CycleFacts } from '#lib/cycles/facts.ts'
import { countingRuns } from '#lib/cycles/facts.ts'
import { readAnalyses } from '#lib/cycles/queries/analyses.ts'
import type { Tx } from '#lib/db/client.ts'
import { suggestionsOf } from '../finding.ts'
import type { Suggestion } from '../schema.ts'
import { readKnown } from './findings.ts'

/** What is neither confirmed nor dismissed yet. Authorize before calling. */
export async function readSuggestions(tx: Tx, facts: CycleFacts, coverage: Coverage): Promise<Suggestion[]> {
  const runs = countingRuns(facts).map(({ id }) => id)
  const [analyses, known] = await Promise.all([readAnalyses(tx, runs), readKnown(tx, facts.cycle.id)])
  return suggestionsOf(facts, coverage, analyses, known)
}
