'use client'

import { useRouter } from 'next/navigation'
import { type ReactElement, useEffect, useRef } from 'react'
import { CycleProvider, useCycle } from '#components/cycles/cycle-context.tsx'
import { NarrativeText } from '#components/cycles/narrative-text.tsx'
import { useLightPrint } from '#components/ui/use-light-print.ts'
import { DerivationProvider } from '#components/verdicts/derivation.tsx'
import type { CycleView } from '#lib/reports/cycle-view-schema.ts'
import type { ReportModel } from '#lib/reports/report-model.ts'
import { ReportBar } from './report-bar.tsx'
import { ReportPaper } from './report-paper.tsx'

interface Props {
  model: ReportModel
  cycle: CycleView
}

/** The report of a cycle: read, edited where people speak, printed, shared. */
export function ReportPage({ model, cycle }: Props): ReactElement {
  useLightPrint()
  return (
    <CycleProvider initial={cycle}>
      <FreshReport />
      <ReportBar />
      <DerivationProvider>
        <ReportPaper model={model} isPublic={false} narrative={(block) => <NarrativeText block={block} />} />
      </DerivationProvider>
    </CycleProvider>
  )
}

/** The page is drawn again by the server when the cycle says something else than before. */
function FreshReport(): null {
  const router = useRouter()
  const { evidenceHash, texts, decision, signOffs } = useCycle()
  const said = JSON.stringify([evidenceHash, texts, decision?.sequence, signOffs])
  const last = useRef(said)
  useEffect(() => {
    if (last.current === said) return
    last.current = said
    router.refresh()
  }, [said, router])
  return null
}
