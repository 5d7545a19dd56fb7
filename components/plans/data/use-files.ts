'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useState } from 'react'
import { notify } from '#components/ui/notify.ts'
import { api, apiProblem } from '#lib/api/client.ts'
import type { DatasetFileView } from '#lib/plans/dataset-file.ts'
import { MOST_FILE_BYTES } from '#lib/plans/dataset-limits.ts'

/** Id of the project the files belong to. */
const Project = createContext('')
export const FilesProvider = Project.Provider

export interface Files {
  /** null until they are known. */
  files: readonly DatasetFileView[] | null
  isUploading: boolean
  /** Under `name`, else its own. Resolves with the name it is kept under, or null when it was refused, which is said. */
  upload: (file: File, name?: string) => Promise<string | null>
  remove: (file: DatasetFileView) => Promise<void>
}

export function useFiles(): Files {
  const project = useContext(Project)
  const client = useQueryClient()
  const [isUploading, setUploading] = useState(false)
  const { data } = useQuery({
    queryKey: ['files', project],
    queryFn: async () => (await api.files.list({ id: project, limit: 200 })).items,
  })
  // What is wrong with the plan may depend on the columns of its files.
  const refresh = async (): Promise<void> => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['files', project] }),
      client.invalidateQueries({ queryKey: ['plan-lint'] }),
    ])
  }
  const upload: Files['upload'] = async (file, name = file.name) => {
    setUploading(true)
    const problem = await send(project, file, name).catch(() => 'Headroom does not answer. Try again.')
    setUploading(false)
    if (problem === null) await refresh()
    else notify(`${file.name} was not uploaded`, { description: problem }, 'error')
    return problem === null ? name : null
  }
  const remove: Files['remove'] = async (file) => {
    await api.files.delete({ id: file.id }).catch((thrown: unknown) => {
      notify(`${file.name} was not removed`, { description: apiProblem(thrown).message }, 'error')
    })
    await refresh()
  }
  return { files: data ?? null, isUploading, upload, remove }
}

/** What was wrong, or null. */
async function send(project: string, file: File, name: string): Promise<string | null> {
  if (file.size > MOST_FILE_BYTES) return `It is larger than ${MOST_FILE_BYTES / 1024 / 1024} MB.`
  const url = `/api/v1/projects/${project}/files?name=${encodeURIComponent(name)}`
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: file })
  if (answer.ok) return null
  const body = (await answer.json().catch(() => ({}))) as { message?: string }
  return body.message ?? 'Headroom does not answer. Try again.'
}
