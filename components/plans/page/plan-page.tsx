'use client'

import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { type ReactElement, useMemo, useState } from 'react'
import type { LintView, PlanView } from '#lib/plans/schema.ts'
import { BenchProvider } from '../bench/bench-context.tsx'
import { DraftProvider } from '../draft/draft-context.tsx'
import { useDraftStore } from '../draft/use-draft-store.ts'
import { useUndoKeys } from '../draft/use-undo-keys.ts'
import { type LastRun, LastRunsProvider } from '../scenario/last-runs.tsx'
import { EnvironmentsSection } from '../sections/environments-section.tsx'
import { ObjectivesSection } from '../sections/objectives-section.tsx'
import { OperationsSection } from '../sections/operations-section.tsx'
import { ScenariosSection } from '../sections/scenarios-section.tsx'
import { SummarySection } from '../sections/summary-section.tsx'
import { TryProvider } from '../try/try-context.tsx'
import { FindingsProvider } from './findings.tsx'
import { Outline } from './outline.tsx'
import { PlanBar } from './plan-bar.tsx'
import { Rail } from './rail.tsx'
import { OpenedProvider } from './reveal.tsx'

// Drawn on the server with the rest; their code comes after that of the page. Without `loading`, a part that is still being
// fetched would hide the whole page and take the focus from it.
const later = () => import('../sections/later-sections.tsx')
const AimSections = dynamic(() => later().then((module) => module.AimSections), { loading: () => null })
const PlaceSections = dynamic(() => later().then((module) => module.PlaceSections), { loading: () => null })
const DataSections = dynamic(() => later().then((module) => module.DataSections), { loading: () => null })
const FlowSections = dynamic(() => later().then((module) => module.FlowSections), { loading: () => null })
const DemandSections = dynamic(() => later().then((module) => module.DemandSections), { loading: () => null })
const ConductSections = dynamic(() => later().then((module) => module.ConductSections), { loading: () => null })
const DocumentView = dynamic(() => import('../reading/document-view.tsx').then((module) => module.DocumentView), {
  loading: () => null,
})
const RevisionsDialog = dynamic(() => import('./revisions-dialog.tsx').then((module) => module.RevisionsDialog), {
  ssr: false,
})
const YamlDialog = dynamic(() => import('./yaml-dialog.tsx').then((module) => module.YamlDialog), { ssr: false })
const PreflightDialog = dynamic(() => import('./preflight-dialog.tsx').then((module) => module.PreflightDialog), {
  ssr: false,
})

interface Props {
  plan: PlanView
  lint: LintView
  lastRuns: readonly LastRun[]
  can: { edit: boolean; start: boolean; remove: boolean }
}

/** The plan as one document: read from top to bottom, edited where it stands, saved as it is typed. */
export function PlanPage({ plan, lint, lastRuns, can }: Props): ReactElement {
  const store = useDraftStore(plan)
  useUndoKeys(store)
  const [dialog, setDialog] = useState<'yaml' | 'start' | 'revisions' | null>(null)
  const [environment, setEnvironment] = useState(plan.draft.environments?.[0]?.key ?? '')
  const initial = useMemo(() => ({ version: plan.version, lint }), [plan.version, lint])
  const [isRead, setIsRead] = useReading()
  const openYaml = useMemo(() => () => setDialog('yaml'), [])
  const dialogFor = (name: 'yaml' | 'start' | 'revisions') => ({
    planId: plan.id,
    open: dialog === name,
    onOpenChange: (open: boolean) => setDialog(open ? name : null),
  })
  return (
    <DraftProvider store={store} canEdit={can.edit}>
      <FindingsProvider planId={plan.id} initial={initial}>
        <OpenedProvider initial={firstOpen(plan)}>
          <LastRunsProvider runs={lastRuns}>
            <PlanBar
              planId={plan.id}
              lastRevision={plan.lastRevision}
              can={can}
              environment={environment}
              onEnvironment={setEnvironment}
              onYaml={openYaml}
              onStart={() => setDialog('start')}
              onRevisions={() => setDialog('revisions')}
              status={plan.status}
              isRead={isRead}
              onRead={setIsRead}
            />
            {isRead ? <DocumentView planId={plan.id} /> : null}
            <div
              hidden={isRead}
              className="grid grid-cols-[188px_minmax(0,1fr)_312px] items-start gap-7 pt-5 max-[1180px]:grid-cols-[188px_minmax(0,1fr)] max-[860px]:grid-cols-1 [&[hidden]]:hidden"
            >
              <div className="sticky top-[92px] max-[860px]:hidden">
                <Outline />
              </div>
              <div className="grid min-w-0 gap-9">
                <SummarySection />
                <AimSections />
                <EnvironmentsSection />
                <PlaceSections />
                <DataSections projectId={plan.projectId} />
                <TryProvider planId={plan.id} environment={environment} canStart={can.start}>
                  <BenchProvider planId={plan.id} environment={environment} canStart={can.start}>
                    <OperationsSection />
                  </BenchProvider>
                </TryProvider>
                <FlowSections />
                <ObjectivesSection />
                <DemandSections />
                <ScenariosSection />
                <ConductSections />
              </div>
              <div className="min-w-0 max-[1180px]:col-start-2 max-[860px]:col-start-1 min-[1181px]:sticky min-[1181px]:top-[92px]">
                <Rail planId={plan.id} lastRevision={plan.lastRevision} />
              </div>
            </div>
            {dialog === 'revisions' ? <RevisionsDialog {...dialogFor('revisions')} canFreeze={can.edit} /> : null}
            {dialog === 'yaml' ? <YamlDialog {...dialogFor('yaml')} /> : null}
            {dialog === 'start' ? (
              <PreflightDialog {...dialogFor('start')} environment={environment} lastRevision={plan.lastRevision} />
            ) : null}
          </LastRunsProvider>
        </OpenedProvider>
      </FindingsProvider>
    </DraftProvider>
  )
}

/** Whether the document is read or edited: part of the address, so that it can be sent to somebody. */
function useReading(): [boolean, (isRead: boolean) => void] {
  const isRead = useSearchParams().get('view') === 'document'
  return [
    isRead,
    (next) => {
      window.history.pushState(null, '', next ? '?view=document' : window.location.pathname)
      window.scrollTo({ top: 0 })
    },
  ]
}

/** What is unfolded at first: one scenario, so that its picture is seen. */
function firstOpen({ draft }: PlanView): string[] {
  const first = draft.scenarios?.[0]
  return first ? [`scenarios.${first.key}`] : []
}
