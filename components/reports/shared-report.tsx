'use client'

import { Link2, Printer } from 'lucide-react'
import type { ReactElement } from 'react'
import { NarrativeRead } from '#components/cycles/narrative-text.tsx'
import { Button } from '#components/ui/button.tsx'
import { useLightPrint } from '#components/ui/use-light-print.ts'
import { sayDay } from '#lib/reports/report-format.ts'
import type { ReportModel } from '#lib/reports/report-model.ts'
import { ReportPaper } from './report-paper.tsx'

/** One report for who has no account: nothing leads anywhere else. */
export function SharedReport({ model, expiresAt }: { model: ReportModel; expiresAt: string }): ReactElement {
  useLightPrint()
  return (
    <>
      <div className="mx-auto mb-3 flex max-w-[860px] items-center gap-2 text-xs text-ink-3 print:hidden">
        <Link2 aria-hidden className="size-3.5" />
        <span className="flex-1">Read-only link, ends {sayDay(expiresAt)}</span>
        <Button size="sm" onClick={() => window.print()}>
          <Printer aria-hidden />
          Print
        </Button>
      </div>
      <ReportPaper model={model} isPublic narrative={(block) => <NarrativeRead block={block} />} />
    </>
  )
}
