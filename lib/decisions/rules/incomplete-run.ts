import { isIncomplete } from '#lib/cycles/facts.ts'
import { type Rule, relevantRuns, scenarioName } from './rule.ts'

const HOW: Record<string, string> = {
  stopped: 'was stopped before its end',
  aborted: 'was aborted by a stop rule',
  failed: 'failed',
  lost: 'lost its worker',
}

/** A run that did not go to its end. */
export const incompleteRun: Rule = {
  name: 'incomplete-run',
  outcome: 'conditional',
  find: (input) =>
    relevantRuns(input)
      .filter(isIncomplete)
      .map(
        ({ label, scenario, endReason }) =>
          `${label} (${scenarioName(input, scenario)}) ${HOW[endReason ?? 'failed']}.`,
      ),
}
