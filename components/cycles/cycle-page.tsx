'use client'

import type { ReactElement } from 'react'
import { DecisionSheet } from '#components/decisions/decision-sheet.tsx'
import { ProposalSheet } from '#components/decisions/proposal-sheet.tsx'
import { SignOffsSheet } from '#components/decisions/sign-offs-sheet.tsx'
import { WaiversSheet } from '#components/decisions/waivers-sheet.tsx'
import { DerivationProvider } from '#components/verdicts/derivation.tsx'
import type { CycleView } from '#lib/reports/cycle-view-schema.ts'
import { AcceptanceSheet } from './acceptance-sheet.tsx'
import { ChecklistsSheet } from './checklists-sheet.tsx'
import { CoverageSheet } from './coverage-sheet.tsx'
import { CriticalSheet } from './critical-sheet.tsx'
import { CrossTables } from './cross-tables.tsx'
import { CycleProvider, useCycle } from './cycle-context.tsx'
import { CycleHead } from './cycle-head.tsx'
import css from './cycles.module.css'
import { FindingsSheet } from './findings-sheet.tsx'
import { HistorySheet } from './history-sheet.tsx'
import { KpiSheet } from './kpi-sheet.tsx'
import { MatrixSheet } from './matrix-sheet.tsx'
import { RecommendationsSheet } from './recommendations-sheet.tsx'
import { SuiteBar } from './suite-bar.tsx'

/** The answer first: what the rules propose and why; then the evidence, with the decision beside it. */
export function CyclePage({ initial }: { initial: CycleView }): ReactElement {
  return (
    <CycleProvider initial={initial}>
      <DerivationProvider>
        <CycleHead />
        <Answer />
        <div className={css.grid}>
          <div className={css.evidence}>
            <SuiteBar />
            <CriticalSheet />
            <MatrixSheet />
            <CoverageSheet />
            <KpiSheet />
            <CrossTables />
            <AcceptanceSheet />
            <FindingsSheet />
            <RecommendationsSheet />
            <HistorySheet />
          </div>
          <aside className={css.decide} aria-label="Decision">
            <DecisionSheet />
            <WaiversSheet />
            <SignOffsSheet />
            <ChecklistsSheet />
          </aside>
        </div>
      </DerivationProvider>
    </CycleProvider>
  )
}

/** What was decided, while it holds; else what stands in the way of a better answer, in one sentence. */
function Answer(): ReactElement {
  const { proposal, matrix, versionUnderTest, plan, decision } = useCycle()
  const standing = decision && !decision.changedSince ? decision : null
  const ran = matrix.filter(({ run }) => run).length
  const what = versionUnderTest || plan.name
  const through =
    ran < matrix.length
      ? `${ran} of ${matrix.length} scenarios`
      : ran === 1
        ? 'its one scenario'
        : `all ${ran} scenarios`
  const because = firstSentence(standing?.justification ?? proposal.reasons[0]?.text ?? 'All that was asked is met.')
  const sentence =
    ran === 0 && !standing
      ? `Nothing was run for ${what} yet. Start the suite, or attach runs that were made already.`
      : `${what} went through ${ran === 0 ? 'no scenario' : through}. ${because}`
  return <ProposalSheet proposal={proposal} sentence={sentence} decision={standing} />
}

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text
