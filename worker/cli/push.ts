// `headroom push`: a plan from a file into a project of a server, as a new plan or in the place of the draft of the one of its name. The
// draft it replaces is frozen first, and one that somebody changed meanwhile is left as it is.

import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { AppError, isAppError } from '#lib/core/errors.ts'
import type { LintView, RevisionView, Saved } from '#lib/plans/schema.ts'
import { formatPlanYaml } from '#lib/plans/yaml.ts'
import { EXIT } from './exit-code.ts'
import { formatFindings } from './lint.ts'
import { loadDraft } from './load-plan.ts'
import { findProject, listPlans, type Named } from './named.ts'
import { pushFiles } from './push-files.ts'
import { connect, SERVER_OPTIONS, SERVER_USAGE, type ServerApi } from './server-api.ts'

const OPTIONS = {
  ...SERVER_OPTIONS,
  project: { type: 'string' },
  'base-version': { type: 'string' },
  files: { type: 'boolean' },
} as const

export const PUSH_USAGE = `headroom push plan.yaml --server URL --token hr_…
${SERVER_USAGE}
  --project NAME        or its id; where the token may enter more than one
  --files               upload the data files it names, too, from beside it; they take the place of those of their names
  --base-version NUMBER of the draft the file was made on: no other is replaced
  exits 0, 1 when the plan is stored but has errors that keep it from running, 64 bad input or a draft that changed meanwhile,
  70 when the server cannot be reached`

interface Stored {
  id: string
  version: number
  told: string
}

export async function pushCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [file] = positionals
  const draft = await loadDraft(file)
  if (!draft.name) throw new AppError('invalid_input', `${file} has no name. Write, for example, name: Orders API`)
  const base = readVersion(values['base-version'])
  const yaml = await readFile(file as string, 'utf8')
  const api = connect(values)
  const project = await findProject(api, values.project)
  const uploaded = values.files ? await pushFiles(api, project, draft, file as string) : []
  const same = (await listPlans(api, project)).filter(({ name }) => name === draft.name)
  const { id, version, told } = await store(api, project, same, { yaml, normal: formatPlanYaml(draft), base })
  process.stdout.write(`${draft.name} ${told}, version ${version} of its draft in ${project.name}\n`)
  process.stdout.write(`${api.pageAt(`/plans/${id}`)}\n`)
  if (uploaded.length > 0) process.stdout.write(`uploaded: ${uploaded.join(', ')}\n`)
  const lint = await api.get<LintView>(`/plans/${id}/lint`)
  if (lint.findings.length > 0) process.stdout.write(`\n${formatFindings(lint)}`)
  return lint.errors > 0 ? EXIT.lintErrors : EXIT.ok
}

interface Given {
  yaml: string
  /** As the server writes it. */
  normal: string
  base: string | null
}

async function store(api: ServerApi, project: Named, [plan, ...others]: Named[], given: Given): Promise<Stored> {
  if (!plan && given.base !== null)
    throw new AppError('not_found', `${project.name} has no such plan yet; leave --base-version out to create it.`)
  if (!plan) {
    const { id, version } = await api.post<{ id: string; version: number }>(`/projects/${project.id}/plans`, {
      yaml: given.yaml,
    })
    return { id, version, told: 'is new' }
  }
  if (others.length > 0)
    throw new AppError(
      'conflict',
      `${project.name} has ${others.length + 1} plans of this name. Give them different ones.`,
    )
  const path = `/plans/${plan.id}/document`
  const { text, etag } = await api.read(`${path}?format=yaml`)
  const expected = given.base ?? etag
  if (text === given.normal)
    return { id: plan.id, version: Number(etag.replaceAll('"', '')), told: 'is there as it is' }
  // Whatever the draft is to be replaced by: one that is not the one meant is refused, and needs no revision.
  const kept = expected === etag ? await keep(api, plan.id) : ''
  const { version } = await api.replace<Saved>(path, given.yaml, expected)
  return { id: plan.id, version, told: `is replaced${kept}` }
}

/** The draft as it was becomes a revision, as far as it can run and the token may. */
async function keep(api: ServerApi, id: string): Promise<string> {
  try {
    const note = 'As it was before a push from the command line'
    const { number } = await api.post<RevisionView>(`/plans/${id}/revisions`, { note })
    return ` (as it was: revision ${number})`
  } catch (error) {
    if (!isAppError(error) || (error.code !== 'precondition_failed' && error.code !== 'forbidden')) throw error
    return ` (what it was could not be kept: ${error.message})`
  }
}

/** As an ETag. */
function readVersion(given: string | undefined): string | null {
  if (given === undefined) return null
  if (/^\d{1,9}$/.test(given)) return `"${given}"`
  throw new AppError('invalid_input', `--base-version ${given} is no version; write, for example, --base-version 7`)
}
