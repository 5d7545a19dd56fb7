// The history of a cycle in words, from the audit log.

import { showDay } from '#lib/core/moment.ts'

type Details = Record<string, unknown>

const text = (value: unknown) => (typeof value === 'string' ? value : String(value ?? ''))
const day = (value: unknown) => (typeof value === 'string' ? showDay(value) : '')
const list = (value: unknown) => (Array.isArray(value) ? value.map(text).join(', ') : '')

const FIELDS: Record<string, string> = {
  versionUnderTest: 'the version under test',
  environment: 'the environment',
  startsOn: 'when the tests begin',
  endsOn: 'the day of the release',
  suite: 'the suite',
  name: 'the name',
  rootCause: 'the root cause',
  runId: 'the run',
  dueOn: 'the due day',
  findingId: 'the finding',
}
/** "the name, the day of the release"; where it was seen is a matter of two columns. */
const fields = (changed: unknown) =>
  (Array.isArray(changed) ? changed.map(text) : [])
    .filter((name) => name !== 'toMs')
    .map((name) => (name === 'fromMs' ? 'the part of the run' : (FIELDS[name] ?? name)))
    .join(', ') || 'nothing'

const WORDS: Record<string, (details: Details) => string> = {
  'cycle.create': ({ revision }) => `opened the cycle on revision ${text(revision)}`,
  'cycle.update': ({ changed, steps }) => `changed ${fields(changed)}${steps ? `: ${list(steps)}` : ''}`,
  'cycle.move': ({ from, to }) => `moved the cycle from revision ${text(from)} to revision ${text(to)}`,
  'cycle.close': () => 'closed the cycle',
  'cycle.reopen': () => 'opened the cycle again',
  'cycle.start-run': ({ run, scenario }) => `started ${text(run)}, ${text(scenario)}`,
  'cycle.attach-run': ({ run, scenario }) => `added ${text(run)}, ${text(scenario)}`,
  'cycle.detach-run': ({ run }) => `took ${text(run)} out`,
  'cycle.exclude-run': ({ run, because }) => `excluded ${text(run)}: ${text(because)}`,
  'cycle.include-run': ({ run }) => `lets ${text(run)} count again`,
  'cycle.mark': ({ item, state, note }) => `marked "${text(item)}" ${text(state)}${note ? `: ${text(note)}` : ''}`,
  'cycle.override-gate': ({ because, items }) => `overrode ${list(items)}: ${text(because)}`,
  'cycle.write': ({ section }) => `wrote ${text(section)} of the report`,
  'cycle.revoke-signatures': ({ signatures, because }) =>
    `thereby revoked ${text(signatures)} ${signatures === 1 ? 'signature' : 'signatures'}: ${text(because)}`,
  'suite.start': ({ steps }) => `started the suite: ${list(steps)}`,
  'suite.resume': () => 'let the suite go on',
  'suite.pause': ({ because }) => (because ? `paused the suite: ${text(because)}` : 'paused the suite'),
  'suite.stop': ({ because }) => `stopped the suite: ${text(because)}`,
  'suite.refuse': ({ scenario, because }) => `could not start ${text(scenario)}: ${text(because)}`,
  'suite.end': ({ because }) => `ended the suite${because ? `: ${text(because)}` : ''}`,
  'waiver.add': ({ label, until }) => `waived ${text(label)} until ${day(until)}`,
  'waiver.revoke': ({ label }) => `revoked the waiver of ${text(label)}`,
  'decision.make': ({ outcome, sequence, reason }) =>
    `decided ${text(outcome)} (decision ${text(sequence)})${reason ? `, against the proposal: ${text(reason)}` : ''}`,
  'decision.sign': ({ role }) => `signed as ${text(role)}`,
  'share-link.create': ({ prefix, expiresAt }) => `shared the report until ${day(expiresAt)} (${text(prefix)})`,
  'share-link.revoke': ({ prefix }) => `revoked the link ${text(prefix)}`,
  'share-link.view': ({ prefix }) => `opened the report by the link ${text(prefix)}`,
  'finding.create': ({ finding, title }) => `wrote down ${text(finding)}: ${text(title)}`,
  'finding.dismiss': ({ title }) => `dismissed a suggestion: ${text(title)}`,
  'finding.update': ({ finding, changed }) => `changed ${fields(changed)} of ${text(finding)}`,
  'recommendation.create': ({ text: words }) => `recommended: ${text(words)}`,
  'recommendation.update': ({ changed }) => `changed ${fields(changed)} of a recommendation`,
}

/** "moved the cycle from revision 4 to revision 5"; the verb itself for what has no words. */
export function historyText(verb: string, details: Details): string {
  return WORDS[verb]?.(details) ?? verb
}
