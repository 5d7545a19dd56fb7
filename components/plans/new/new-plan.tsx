'use client'

import { FilePlus2, FileText, FlaskConical, type LucideIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Field, Input } from '#components/ui/field.tsx'
import { api, apiProblem } from '#lib/api/client.ts'
import { type DocumentProblem, problemsOf } from '../page/document-transfer.ts'
import { FileButton } from '../page/yaml-dialog.tsx'
import { YamlProblems } from '../page/yaml-problems.tsx'
import { goToLine, YamlText } from '../page/yaml-text.tsx'

type Start = 'blank' | 'demo' | 'yaml'

const STARTS: { value: Start; icon: LucideIcon; title: string; says: string }[] = [
  {
    value: 'blank',
    icon: FilePlus2,
    title: 'Blank plan',
    says: 'Write it by hand: where, what, how much, and what must hold.',
  },
  {
    value: 'demo',
    icon: FlaskConical,
    title: 'Demo plan',
    says: 'Runs in about a minute against the bundled demo target.',
  },
  { value: 'yaml', icon: FileText, title: 'From YAML', says: 'Paste or upload a plan document.' },
]

const EXAMPLE = `headroom: 1
name: Orders API
environments:
  - { key: demo, name: Demo target, baseUrl: "http://127.0.0.1:4010" }
operations:
  - { key: read-order, request: { method: GET, path: /orders/1 }, checks: ["status = 200"] }`

export function NewPlan({ projectId, initial }: { projectId: string; initial: Start }): ReactElement {
  const router = useRouter()
  const area = useRef<HTMLTextAreaElement>(null)
  const [start, setStart] = useState(initial)
  const [name, setName] = useState('')
  const [yaml, setYaml] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ message: string; problems: DocumentProblem[] } | null>(null)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setFailed(null)
    const named = name.trim() ? { name: name.trim() } : {}
    try {
      const plan = await api.plans.create({
        id: projectId,
        ...(start === 'yaml' ? { yaml } : { template: start, ...named }),
      })
      router.push(`/plans/${plan.id}`)
    } catch (thrown) {
      const { message, details } = apiProblem(thrown)
      setBusy(false)
      setFailed({ message, problems: problemsOf(details) })
    }
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <fieldset className="grid gap-2 min-[640px]:grid-cols-3">
        <legend className="sr-only">Begin with</legend>
        {STARTS.map((choice) => (
          <StartCard
            key={choice.value}
            {...choice}
            isOn={start === choice.value}
            onPick={() => setStart(choice.value)}
          />
        ))}
      </fieldset>
      {start === 'yaml' ? (
        <div>
          <YamlText area={area} label="Plan document as YAML" value={yaml} onChange={setYaml} placeholder={EXAMPLE} />
          {failed ? <YamlProblems {...failed} onGo={(line, column) => goToLine(area.current, line, column)} /> : null}
        </div>
      ) : (
        <Field
          label="Name"
          note={start === 'demo' ? 'optional' : undefined}
          help="What the plan is about, for example Orders API"
          error={failed?.message}
          className="max-w-[480px]"
        >
          {(control) => (
            <Input
              {...control}
              value={name}
              autoFocus
              required={start === 'blank'}
              maxLength={200}
              onChange={(event) => setName(event.target.value)}
              className="h-9"
            />
          )}
        </Field>
      )}
      <div className="flex items-center gap-2">
        <Button kind="primary" type="submit" busy={busy} disabled={start === 'yaml' && yaml.trim() === ''}>
          Create plan
        </Button>
        {start === 'yaml' ? <FileButton onText={setYaml} /> : null}
      </div>
    </form>
  )
}

interface CardProps {
  value: Start
  icon: LucideIcon
  title: string
  says: string
  isOn: boolean
  onPick: () => void
}

function StartCard({ value, icon: Icon, title, says, isOn, onPick }: CardProps): ReactElement {
  return (
    <label
      className={cn(
        'relative flex cursor-pointer gap-3 rounded-lg border bg-panel p-4 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
        isOn ? 'border-accent bg-accent-soft shadow-[inset_0_0_0_1px_var(--accent)]' : 'border-edge hover:border-n-400',
      )}
    >
      <input type="radio" name="start" value={value} checked={isOn} onChange={onPick} className="sr-only" />
      <Icon
        aria-hidden
        className={cn('mt-0.5 size-5 shrink-0', isOn ? 'text-accent-ink' : 'text-ink-3')}
        strokeWidth={1.75}
      />
      <span className="min-w-0">
        <b className="block">{title}</b>
        <span className="text-xs leading-[17px] text-ink-2">{says}</span>
      </span>
    </label>
  )
}
