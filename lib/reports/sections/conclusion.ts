// The end of the document: summary, compliance, decision, next steps, final status.

import { judged, sayDay, sayMoment } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { fields, heading, narrative, type ReportBlock, table, words } from '../report-model.ts'
import { nextSteps } from './conduct.ts'
import { slaCompliance } from './judgement.ts'
import { OUTCOME_TONES, OUTCOME_WORDS, readinessOf, summarySentences } from './outcome.ts'

export function conclusionBlocks(input: ReportInput): ReportBlock[] {
  const { decision, proposal, texts } = input
  return [
    heading(2, 'Conclusion'),
    narrative('conclusion', 'Test summary', summarySentences(input).join(' '), texts),
    slaCompliance(input),
    heading(3, 'Go/no-go decision'),
    fields([
      [
        'Production readiness assessment',
        decision ? judged(OUTCOME_TONES[decision.outcome], OUTCOME_WORDS[decision.outcome]) : words('not decided'),
      ],
      ['Justification', words(decision?.justification || '–')],
      ['Proposed by the rules', judged(OUTCOME_TONES[proposal.outcome], OUTCOME_WORDS[proposal.outcome])],
      ...(decision?.reason ? [['Why against the proposal', words(decision.reason)] as const] : []),
      ...(decision ? [['Decided', words(`${decision.by}, ${sayMoment(decision.at)}`)] as const] : []),
      ...(decision?.changedSince ? [['Changed since', words(decision.changedSince)] as const] : []),
    ]),
    table(
      'proposal',
      'Why the rules propose it',
      ['Rule', 'Asks for', 'Because'],
      proposal.reasons.map(({ rule, outcome, text }) => [
        words(rule),
        judged(OUTCOME_TONES[outcome], OUTCOME_WORDS[outcome]),
        words(text),
      ]),
      { empty: 'No rule spoke.' },
    ),
    table(
      'conditions',
      'Conditions',
      ['Condition', 'Owner', 'By'],
      (decision?.conditions ?? []).map(({ text, owner, dueOn }) => [words(text), words(owner), words(sayDay(dueOn))]),
      { empty: 'None.' },
    ),
    ...nextSteps(input),
    fields([
      ['Final status', words(readinessOf(input))],
      ['Confidence level', words(`${proposal.confidence.level}: ${proposal.confidence.reasons.join('; ')}`)],
    ]),
  ]
}
