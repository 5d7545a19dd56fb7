'use client'

import type { LucideIcon } from 'lucide-react'
import {
  type ComponentType,
  createContext,
  type ReactElement,
  type ReactNode,
  useContext,
  useMemo,
  useState,
} from 'react'
import { Button } from '#components/ui/button.tsx'

interface DialogProps {
  planId: string
  /** Key of the operation that is sent. */
  operation: string
  environment: string
  onClose: () => void
}

interface ProviderProps {
  planId: string
  /** Key of the environment chosen for the page. */
  environment: string
  canStart: boolean
  children: ReactNode
}

interface OperationJob {
  Provider: (props: ProviderProps) => ReactElement
  /** Nothing for those who may start no load. */
  JobButton: (props: { operation: string; name: string }) => ReactElement | null
}

/** What sends one operation outside of a run: a button at each, and one dialog for all of them. */
export function operationJob(
  Icon: LucideIcon,
  text: string,
  say: (name: string) => string,
  JobDialog: ComponentType<DialogProps>,
): OperationJob {
  const Context = createContext<((operation: string) => void) | null>(null)

  function Provider({ planId, environment, canStart, children }: ProviderProps): ReactElement {
    const [operation, setOperation] = useState<string | null>(null)
    const open = useMemo(() => (canStart ? setOperation : null), [canStart])
    const dialog = { planId, environment, onClose: () => setOperation(null) }
    return (
      <Context.Provider value={open}>
        {children}
        {operation === null ? null : <JobDialog {...dialog} operation={operation} />}
      </Context.Provider>
    )
  }

  function JobButton({ operation, name }: { operation: string; name: string }): ReactElement | null {
    const open = useContext(Context)
    if (!open) return null
    return (
      <Button kind="ghost" size="sm" aria-label={say(name)} onClick={() => open(operation)}>
        <Icon aria-hidden />
        <span className="max-[560px]:sr-only">{text}</span>
      </Button>
    )
  }

  return { Provider, JobButton }
}
