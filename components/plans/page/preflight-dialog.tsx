'use client'

import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { api, apiProblem } from '#lib/api/client.ts'
import { useDraft, useDraftWork, useSnapshot } from '../draft/draft-context.tsx'
import { PreflightList } from './preflight-list.tsx'
import { useOpened } from './reveal.tsx'

interface Props {
  planId: string
  open: boolean
  onOpenChange: (open: boolean) => void
  environment: string
  lastRevision: number
}

const NONE: readonly { key: string; name?: string | undefined; environment?: string | undefined }[] = []

/** Before load is sent: where to, how much, judged by what, and whether anything stands against it. */
export function PreflightDialog(props: Props): ReactElement {
  const name = useDraft((draft) => draft.name)
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title="Start a run"
      description={`${name}${props.lastRevision > 0 ? `; the draft stands on revision ${props.lastRevision}` : '; this draft becomes revision 1'}`}
    >
      <Preflight {...props} />
    </Dialog>
  )
}

function Preflight({ planId, environment: chosen, onOpenChange }: Props): ReactElement {
  const { store } = useDraftWork()
  const { reveal } = useOpened()
  const router = useRouter()
  const scenarios = useDraft((draft) => draft.scenarios ?? NONE)
  const environments = useDraft((draft) => draft.environments ?? NONE)
  const version = useSnapshot((snapshot) => snapshot.version)
  const isSaved = useSnapshot(({ save }) => save.kind === 'saved')
  const [scenario, setScenario] = useState(scenarios[0]?.key ?? '')
  // The environment a scenario names goes before the one chosen for the page.
  const environmentOf = (key: string): string => {
    const named = scenarios.find((one) => one.key === key)?.environment
    return environments.some((one) => one.key === named) && named ? named : chosen
  }
  const [environment, setEnvironment] = useState(() => environmentOf(scenario))
  const chooseScenario = (key: string): void => {
    setScenario(key)
    setEnvironment(environmentOf(key))
  }
  const [starting, setStarting] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  // What runs is what the server has.
  useEffect(() => {
    if (!isSaved) store.flush()
  }, [isSaved, store])

  const input = { id: planId, scenario, ...(environment ? { environment } : {}) }
  const preflight = useQuery({
    queryKey: ['preflight', planId, version, scenario, environment],
    queryFn: () => api.runs.preflight(input),
    enabled: isSaved && scenario !== '',
    refetchInterval: (query) => (query.state.data?.workers.length === 0 ? 3000 : false),
  })

  const start = async (): Promise<void> => {
    setStarting(true)
    setFailure(null)
    try {
      const run = await api.runs.start(input)
      router.push(`/runs/${run.id}`)
    } catch (thrown) {
      setStarting(false)
      setFailure(apiProblem(thrown).message)
      void preflight.refetch()
    }
  }
  const show = (place: string): void => {
    onOpenChange(false)
    setTimeout(() => reveal(place), 50)
  }
  const count = preflight.data?.problems.length ?? 0

  return (
    <>
      <div className="mb-3 grid gap-2.5 min-[480px]:grid-cols-2">
        <Field label="Scenario">
          {(control) => (
            <Select
              {...control}
              value={scenario}
              options={optionsOf(scenarios)}
              onChange={(event) => chooseScenario(event.target.value)}
            />
          )}
        </Field>
        <Field label="Environment">
          {(control) => (
            <Select
              {...control}
              value={environment}
              options={optionsOf(environments)}
              onChange={(event) => setEnvironment(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="-mx-5 min-h-0 overflow-y-auto border-y border-line" aria-live="polite">
        <PreflightList
          preflight={preflight.data}
          problem={
            preflight.isError
              ? apiProblem(preflight.error).message
              : scenario === ''
                ? 'The plan has no scenario yet. Add one first.'
                : null
          }
          onShow={show}
        />
      </div>
      {failure ? (
        <p role="alert" className="mt-3 text-fail">
          {failure}
        </p>
      ) : null}
      <DialogFooter>
        <span className="flex-1 text-xs text-ink-2">
          {count > 0 ? `Solve ${count === 1 ? 'one thing' : `${count} things`} to start` : null}
        </span>
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button kind="primary" busy={starting} disabled={!preflight.data?.ok || !isSaved} onClick={() => void start()}>
          {starting ? null : <Play aria-hidden />}
          {starting ? 'Starting' : 'Start run'}
        </Button>
      </DialogFooter>
    </>
  )
}

const optionsOf = (items: readonly { key: string; name?: string | undefined }[]): { value: string; label: string }[] =>
  items.length === 0
    ? [{ value: '', label: 'none yet' }]
    : items.map(({ key, name }) => ({ value: key, label: name || key }))
