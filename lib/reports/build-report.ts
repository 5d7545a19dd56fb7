// The whole report of a cycle, from what is stored: the page a stakeholder reads, then the document in the order of a test report.

import { showCount } from '#lib/core/number-format.ts'
import { sayDay, sayMoment, sayShortMoment, sayStatus, toneOf, wordOf } from './report-format.ts'
import type { ReportInput } from './report-input.ts'
import { type Cover, narrative, type ReportModel } from './report-model.ts'
import { analysisBlocks } from './sections/analyses.ts'
import { appendixBlocks } from './sections/appendix.ts'
import { conclusionBlocks } from './sections/conclusion.ts'
import { checklistBlocks, signatureBlocks } from './sections/conduct.ts'
import { coverageBlocks } from './sections/coverage.ts'
import { criticalRows } from './sections/critical.ts'
import { environmentBlocks } from './sections/environment.ts'
import { issueBlocks } from './sections/issues.ts'
import { acceptanceBlocks } from './sections/judgement.ts'
import { monitoringBlocks } from './sections/monitoring.ts'
import { readinessOf, summarySentences } from './sections/outcome.ts'
import { overviewBlocks } from './sections/overview.ts'
import { platformBlocks } from './sections/platform.ts'
import { requirementBlocks } from './sections/requirements.ts'
import { resultBlocks } from './sections/results.ts'
import { scenarioBlocks } from './sections/scenarios.ts'
import { toolBlocks } from './sections/tools.ts'
import { tuningBlocks } from './sections/tuning.ts'

export function buildReport(input: ReportInput): ReportModel {
  const { cycle, draft, now } = input
  return {
    cycleId: cycle.id,
    generatedAt: now,
    cover: coverOf(input),
    blocks: [
      ...overviewBlocks(input),
      ...requirementBlocks(draft, cycle.revision.number),
      ...environmentBlocks(input),
      ...toolBlocks(input),
      ...scenarioBlocks(input),
      ...resultBlocks(input),
      ...platformBlocks(input),
      ...analysisBlocks(input),
      ...coverageBlocks(input),
      ...acceptanceBlocks(input),
      ...issueBlocks(input),
      ...tuningBlocks(input),
      ...monitoringBlocks(input),
      ...checklistBlocks(input),
      ...conclusionBlocks(input),
      ...signatureBlocks(input),
      ...appendixBlocks(input),
    ],
  }
}

function coverOf(input: ReportInput): Cover {
  const { cycle, decision, proposal, matrix, signOffs, texts, now } = input
  return {
    title: cycle.name || `${cycle.plan.name} ${cycle.versionUnderTest}`.trim(),
    subtitle: [
      `Cycle ${cycle.number} of ${cycle.plan.name}`,
      cycle.versionUnderTest && `version ${cycle.versionUnderTest}`,
      cycle.endsOn && `for the release of ${sayDay(cycle.endsOn)}`,
    ]
      .filter(Boolean)
      .join(', '),
    date: sayDay(decision?.at ?? now),
    outcome: decision?.outcome ?? proposal.outcome,
    isProposal: decision === null,
    readiness: readinessOf(input),
    decidedBy: decision?.by ?? null,
    decidedAt: decision ? sayMoment(decision.at) : null,
    confidence: decision?.proposal.confidence ?? proposal.confidence,
    changedSince: decision?.changedSince ?? null,
    sentences: narrative('summary', 'In three sentences', summarySentences(input).join('\n\n'), texts),
    critical: criticalRows(input),
    scenarios: matrix.map((row) => ({
      name: row.scenario.name || row.scenario.key,
      tone: row.run ? toneOf(row) : 'none',
      word: row.run ? wordOf(toneOf(row)) : row.waivedUntil ? 'Not run, waived' : sayStatus(row),
    })),
    tested: testedNote(input),
    conditions: conditionsOf(input),
    signatures: signOffs.map((one) => ({
      role: one.role,
      name: one.by,
      at: sayShortMoment(one.at),
      isValid: one.valid,
      because: one.revokedBecause ?? null,
    })),
    revision: `Revision ${cycle.revision.number}`,
    runs: spanOf(input.runs.map(({ head }) => head.label).sort(byNumber)),
    environment: cycle.environment.name || cycle.environment.key,
    evidenceHash: decision?.evidenceHash ?? null,
  }
}

/** What is asked for, then what is accepted until a day: a go may stand on either. */
function conditionsOf({ decision, waivers }: ReportInput): Cover['conditions'] {
  const asked = (decision?.conditions ?? []).map(({ text, owner, dueOn }) => ({
    text,
    by: `${owner}, by ${sayDay(dueOn)}`,
  }))
  const waived = waivers
    .filter(({ state }) => state === 'holds')
    .map(({ label, objective, owner, reason, expiresAt }) => ({
      text: `Waived: ${label || objective}`,
      by: `${owner}, until ${sayDay(expiresAt)}: ${reason}`,
    }))
  return [...asked, ...waived]
}

function instrumentNote(validities: (string | null)[]): string {
  const count = (status: string) => validities.filter((one) => one === status).length
  const said = [
    count('invalid') > 0 ? `${count('invalid')} not to be believed` : '',
    count('suspect') > 0 ? `${count('suspect')} of a suspect instrument` : '',
  ].filter(Boolean)
  return said.join(', ') || 'every run believable'
}

function testedNote({ matrix, coverage, runs }: ReportInput): string {
  const ran = matrix.filter(({ run }) => run)
  const samples = runs.reduce((sum, { summary }) => sum + summary.totals.ok + summary.totals.failed, 0)
  const missing = matrix.filter(({ run }) => !run)
  const parts = [
    `${ran.length} of ${matrix.length} scenarios, ${coverage.met} of ${coverage.total} requirements met, ${showCount(samples)[0]} answers, ${instrumentNote(ran.map(({ validity }) => validity))}.`,
    ...missing.map((row) => `${row.scenario.name || row.scenario.key}: ${lowered(sayStatus(row))}.`),
  ]
  return parts.join(' ')
}

/** Only its first letter: names of months stay as they are. */
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** R-9 before R-10. */
const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

const spanOf = (labels: readonly string[]): string =>
  labels.length === 0
    ? 'no run'
    : labels.length <= 3
      ? `runs ${labels.join(', ')}`
      : `${labels.length} runs, ${labels[0]} to ${labels.at(-1)}`
