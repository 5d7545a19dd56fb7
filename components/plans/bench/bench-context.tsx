'use client'

import { Gauge } from 'lucide-react'
import dynamic from 'next/dynamic'
import { createContext, type ReactElement, type ReactNode, useContext, useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'

const BenchDialog = dynamic(() => import('./bench-dialog.tsx').then((module) => module.BenchDialog), { ssr: false })

interface Props {
  planId: string
  /** Key of the environment chosen for the page. */
  environment: string
  canStart: boolean
  children: ReactNode
}

/** Opens the dialog for an operation; null when the reader may not start load. */
const Context = createContext<((operation: string) => void) | null>(null)

export function BenchProvider({ planId, environment, canStart, children }: Props): ReactElement {
  const [operation, setOperation] = useState<string | null>(null)
  const open = useMemo(() => (canStart ? setOperation : null), [canStart])
  return (
    <Context.Provider value={open}>
      {children}
      {operation === null ? null : (
        <BenchDialog
          planId={planId}
          operation={operation}
          environment={environment}
          onClose={() => setOperation(null)}
        />
      )}
    </Context.Provider>
  )
}

export function BenchButton({ operation, name }: { operation: string; name: string }): ReactElement | null {
  const open = useContext(Context)
  if (!open) return null
  return (
    <Button kind="ghost" size="sm" aria-label={`Quick bench of ${name}`} onClick={() => open(operation)}>
      <Gauge aria-hidden />
      <span className="max-[560px]:sr-only">Quick bench</span>
    </Button>
  )
}
