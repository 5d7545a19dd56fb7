import { type Rule, relevantRuns, scenarioName } from './rule.ts'

/** The instrument may have told wrong. */
export const suspectInstrument: Rule = {
  name: 'suspect-instrument',
  outcome: 'conditional',
  find: (input) =>
    relevantRuns(input)
      .filter(({ verdict }) => verdict?.validity.status === 'suspect')
      .map(({ label, scenario, verdict }) =>
        `${label} (${scenarioName(input, scenario)}) is suspect. ${verdict?.validity.reasons[0] ?? ''}`.trim(),
      ),
}
