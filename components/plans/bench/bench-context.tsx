'use client'

import { Gauge } from 'lucide-react'
import dynamic from 'next/dynamic'
import { operationJob } from '../page/operation-job.tsx'

const BenchDialog = dynamic(() => import('./bench-dialog.tsx').then((module) => module.BenchDialog), { ssr: false })

export const { Provider: BenchProvider, JobButton: BenchButton } = operationJob(
  Gauge,
  'Quick bench',
  (name) => `Quick bench of ${name}`,
  BenchDialog,
)
