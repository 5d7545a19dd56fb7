import { apiProblem } from '#lib/api/client.ts'

/** A file that was not kept; the message says why, and is meant for the reader. */
export class UploadProblem extends Error {}

/** Keeps a file as evidence of a project; answers its id. Throws an UploadProblem. */
export async function uploadAttachment(projectId: string, file: File): Promise<string> {
  const answer = await fetch(`/api/v1/projects/${projectId}/attachments?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': file.type || 'application/octet-stream' },
  }).catch(() => null)
  if (!answer) throw new UploadProblem(apiProblem(null).message)
  const body: { id?: string; message?: string } = await answer.json().catch(() => ({}))
  if (!answer.ok || !body.id) throw new UploadProblem(body.message ?? 'The file was not kept. Try again.')
  return body.id
}
