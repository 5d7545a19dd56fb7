'use client'

import { Send } from 'lucide-react'
import dynamic from 'next/dynamic'
import { createContext, type ReactElement, type ReactNode, useContext, useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'

const TryDialog = dynamic(() => import('./try-dialog.tsx').then((module) => module.TryDialog), { ssr: false })

interface Props {
  planId: string
  /** Key of the environment chosen for the page. */
  environment: string
  canStart: boolean
  children: ReactNode
}

/** Opens the dialog for an operation; null when the reader may send nothing. */
const Context = createContext<((operation: string) => void) | null>(null)

export function TryProvider({ planId, environment, canStart, children }: Props): ReactElement {
  const [operation, setOperation] = useState<string | null>(null)
  const open = useMemo(() => (canStart ? setOperation : null), [canStart])
  return (
    <Context.Provider value={open}>
      {children}
      {operation === null ? null : (
        <TryDialog planId={planId} operation={operation} environment={environment} onClose={() => setOperation(null)} />
      )}
    </Context.Provider>
  )
}

export function TryButton({ operation, name }: { operation: string; name: string }): ReactElement | null {
  const open = useContext(Context)
  if (!open) return null
  return (
    <Button kind="ghost" size="sm" aria-label={`Try ${name}`} onClick={() => open(operation)}>
      <Send aria-hidden />
      <span className="max-[560px]:sr-only">Try it</span>
    </Button>
  )
}
