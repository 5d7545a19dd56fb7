'use client'

// The sections around those of every plan, in groups as the page places them. Their code is one piece that comes after the page's.

import type { ReactElement } from 'react'
import { AcceptanceSection } from './acceptance-section.tsx'
import { AlertsSection } from './alerts-section.tsx'
import { AvailabilitySection } from './availability-section.tsx'
import { ChecklistsSection } from './checklists-section.tsx'
import { ClientSection, ScalingSection } from './client-section.tsx'
import { ContactsSection, LinksSection } from './contacts-section.tsx'
import { DrillsSection } from './drills-section.tsx'
import { FlowsSection } from './flows-section.tsx'
import { CostSection, MetricsSection } from './metrics-section.tsx'
import { ModulesSection } from './modules-section.tsx'
import { MonitorsSection } from './monitors-section.tsx'
import { NotesSection } from './notes-section.tsx'
import { AuthSection, OnceSection } from './once-section.tsx'
import { ResourcesSection } from './resources-section.tsx'
import { RisksSection } from './risks-section.tsx'
import { ScheduleSection } from './schedule-section.tsx'
import { StrategySection } from './strategy-section.tsx'
import { TestDataSection } from './test-data-section.tsx'

export function AimSections(): ReactElement {
  return (
    <>
      <MetricsSection />
      <CostSection />
      <ContactsSection />
    </>
  )
}

export function PlaceSections(): ReactElement {
  return (
    <>
      <ModulesSection />
      <ClientSection />
      <ScalingSection />
    </>
  )
}

export function DataSections({ projectId }: { projectId: string }): ReactElement {
  return <TestDataSection projectId={projectId} />
}

export function FlowSections(): ReactElement {
  return (
    <>
      <FlowsSection />
      <OnceSection name="setup" />
      <OnceSection name="teardown" />
      <AuthSection />
    </>
  )
}

export function DemandSections(): ReactElement {
  return (
    <>
      <AvailabilitySection />
      <ResourcesSection />
      <AcceptanceSection />
      <StrategySection />
    </>
  )
}

export function ConductSections(): ReactElement {
  return (
    <>
      <ScheduleSection />
      <MonitorsSection />
      <AlertsSection />
      <DrillsSection />
      <ChecklistsSection />
      <RisksSection />
      <LinksSection />
      <NotesSection />
    </>
  )
}
