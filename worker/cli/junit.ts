// The verdict as JUnit XML: one test case for each objective, so that a pipeline shows them among its tests.

import type { ToldResult } from './summary.ts'

export function toJunit(result: ToldResult): string {
  const { plan, scenario, durationMs } = result
  const objectives = [...result.objectives, ...whole(result)]
  const count = (verdict: string) => objectives.filter((objective) => objective.verdict === verdict).length
  const suite = [
    `name=${attribute(`${plan.name} · ${scenario}`)}`,
    `tests="${objectives.length}" failures="${count('fail')}" errors="${count('inconclusive')}"`,
    `time="${durationMs / 1000}"${result.startedAt === null ? '' : ` timestamp="${result.startedAt}"`}`,
  ].join(' ')
  const cases = objectives.map((objective) => {
    const head = `    <testcase classname=${attribute(scenario)} name=${attribute(objective.judge)}`
    const body = outcomeOf(objective)
    return body ? `${head}>\n      ${body}\n    </testcase>` : `${head}/>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite ${suite}>\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n`
}

type Case = Pick<ToldResult['objectives'][number], 'judge' | 'verdict' | 'reason'>

/** A run that says nothing, though no objective says so, is no success. */
function whole({ objectives, verdict, sentence, end }: ToldResult): Case[] {
  const isTold = objectives.some((one) => one.verdict === 'fail' || one.verdict === 'inconclusive')
  if (end.reason !== 'failed' && (isTold || verdict === 'pass' || verdict === 'warn')) return []
  return [{ judge: 'the run as a whole', verdict: 'inconclusive', reason: end.message ?? sentence }]
}

function outcomeOf({ verdict, reason }: Case): string {
  if (verdict === 'fail') return `<failure message=${attribute(reason)}/>`
  if (verdict === 'inconclusive') return `<error message=${attribute(reason)}/>`
  return verdict === 'warn' ? `<system-out>${escapeXml(`warning: ${reason}`)}</system-out>` : ''
}

const attribute = (text: string) => `"${escapeXml(text)}"`

function escapeXml(text: string): string {
  const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
  return text.replaceAll(/[&<>"']/g, (char) => named[char]!).replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
}
