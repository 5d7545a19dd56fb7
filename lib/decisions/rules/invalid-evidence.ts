import { type Rule, relevantRuns, scenarioName } from './rule.ts'

/** An instrument that cannot be believed shows nothing. */
export const invalidEvidence: Rule = {
  name: 'invalid-evidence',
  outcome: 'no-go',
  blocksGo: true,
  find: (input) =>
    relevantRuns(input)
      .filter(({ verdict }) => verdict?.validity.status === 'invalid')
      .map(({ label, scenario, verdict }) =>
        `${label} (${scenarioName(input, scenario)}) is invalid. ${verdict?.validity.reasons[0] ?? ''}`.trim(),
      ),
}
