'use client'

import { FilePlus2, FileText, FlaskConical, type LucideIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, type ReactNode, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { api, apiProblem } from '#lib/api/client.ts'
import type { BundledTemplate } from '#lib/plans/template.ts'
import type { ProjectTemplate } from '#lib/plans/template-schema.ts'
import { type DocumentProblem, problemsOf } from '../page/document-transfer.ts'
import { FileButton } from '../page/yaml-dialog.tsx'
import { YamlProblems } from '../page/yaml-problems.tsx'
import { goToLine, YamlText } from '../page/yaml-text.tsx'
import { ProjectTemplates } from './project-templates.tsx'
import { StartCard, TemplateRow } from './start-choice.tsx'

const STARTS: { value: string; icon: LucideIcon; title: string; says: string }[] = [
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

interface Props {
  projectId: string
  /** What is chosen at first: a way to begin, the key of a bundled template, or the id of one of the project. */
  initial: string | undefined
  bundled: readonly BundledTemplate[]
  own: readonly ProjectTemplate[]
  mayDelete: boolean
}

export function NewPlan({ projectId, initial, bundled, own, mayDelete }: Props): ReactElement {
  const router = useRouter()
  const area = useRef<HTMLTextAreaElement>(null)
  const known = [...STARTS.map(({ value }) => value), ...bundled.map(({ key }) => key), ...own.map(({ id }) => id)]
  const [start, setStart] = useState(() => known.find((one) => one === initial) ?? 'blank')
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

  const brings = start === 'blank' ? undefined : nameOf(start, bundled, own)
  return (
    <form onSubmit={submit} className="grid gap-5">
      <Group title="Begin with">
        <div className="grid gap-2 min-[640px]:grid-cols-3">
          {STARTS.map((choice) => (
            <StartCard
              key={choice.value}
              {...choice}
              isOn={start === choice.value}
              onPick={() => setStart(choice.value)}
            />
          ))}
        </div>
      </Group>
      <Group
        title="Or with a template"
        says="Each is complete, and runs against the bundled demo target as it is. Then point it at a system of your own."
      >
        {bundled.map(({ key, name: title, description, contents }) => (
          <TemplateRow
            key={key}
            value={key}
            title={title}
            says={description}
            contents={contents}
            isOn={start === key}
            onPick={() => setStart(key)}
          />
        ))}
      </Group>
      {own.length > 0 ? (
        <Group title="Or with a template of this project">
          <ProjectTemplates templates={own} mayDelete={mayDelete} start={start} onPick={setStart} />
        </Group>
      ) : null}
      {start === 'yaml' ? (
        <div>
          <YamlText area={area} label="Plan document as YAML" value={yaml} onChange={setYaml} placeholder={EXAMPLE} />
          {failed ? <YamlProblems {...failed} onGo={(line, column) => goToLine(area.current, line, column)} /> : null}
        </div>
      ) : null}
      <div className="sticky bottom-0 -mx-2 flex flex-wrap items-end gap-3 border-t border-edge bg-canvas px-2 py-3">
        {start === 'yaml' ? (
          <FileButton onText={setYaml} />
        ) : (
          <Field
            label="Name"
            note={start === 'blank' ? undefined : 'optional'}
            error={failed?.message}
            className="min-w-0 flex-1 basis-64 min-[640px]:max-w-[480px]"
          >
            {(control) => (
              <Input
                {...control}
                value={name}
                autoFocus
                required={start === 'blank'}
                maxLength={200}
                placeholder={brings ?? 'What the plan is about, for example Orders API'}
                onChange={(event) => setName(event.target.value)}
                className="h-9"
              />
            )}
          </Field>
        )}
        <Button
          kind="primary"
          type="submit"
          busy={busy}
          disabled={start === 'yaml' && yaml.trim() === ''}
          className="h-9"
        >
          Create plan
        </Button>
      </div>
    </form>
  )
}

function nameOf(start: string, bundled: readonly BundledTemplate[], own: readonly ProjectTemplate[]) {
  return bundled.find(({ key }) => key === start)?.name ?? own.find(({ id }) => id === start)?.name
}

function Group({ title, says, children }: { title: string; says?: string; children: ReactNode }): ReactElement {
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-2 text-sm font-semibold">
        {title}
        {says ? <span className="ml-2.5 text-xs font-normal text-ink-3">{says}</span> : null}
      </legend>
      {children}
    </fieldset>
  )
}
