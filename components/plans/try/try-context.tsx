'use client'

import { Send } from 'lucide-react'
import dynamic from 'next/dynamic'
import { operationJob } from '../page/operation-job.tsx'

const TryDialog = dynamic(() => import('./try-dialog.tsx').then((module) => module.TryDialog), { ssr: false })

export const { Provider: TryProvider, JobButton: TryButton } = operationJob(
  Send,
  'Try it',
  (name) => `Try it: ${name}`,
  TryDialog,
)
