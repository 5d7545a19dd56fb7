import { beforeEach, describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { makeMember } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { deleteFile } from '#lib/plans/commands/dataset-file.ts'
import type { DatasetFileView } from '#lib/plans/dataset-file.ts'
import { MOST_FILE_BYTES } from '#lib/plans/dataset-limits.ts'
import { getFileRows, listFiles } from '#lib/plans/queries/dataset-file.ts'
import { handleFileUpload } from './file-upload.ts'
import { openApiDocument } from './openapi.ts'

const database = useTestDatabase()
let ada: Awaited<ReturnType<typeof makeMember>>

beforeEach(async () => {
  ada = await makeMember(database.db, 'engineer')
})

const USERS = 'email,name\r\na@x.test,"Ada, L."\r\nb@x.test,Bo\r\n'

async function upload(body: BodyInit, name = 'users.csv', ctx: Ctx = ada.ctx, headers: HeadersInit = {}) {
  const url = `http://127.0.0.1:3000/api/v1/projects/${ada.projectId}/files?name=${encodeURIComponent(name)}`
  const request = new Request(url, { method: 'POST', body, headers: { 'content-type': 'text/csv', ...headers } })
  const response = await handleFileUpload(request, ada.projectId, async () => ctx)
  return { status: response.status, body: (await response.json()) as DatasetFileView & { message: string } }
}

const names = async () => (await listFiles(ada.ctx, { id: ada.projectId })).items.map(({ name, rows }) => [name, rows])

describe('an uploaded file', () => {
  it('is kept with its rows and columns, shown from its beginning, listed, replaced and removed', async () => {
    const { status, body } = await upload(USERS)
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'users.csv', rows: 2, columns: ['email', 'name'], sizeBytes: USERS.length })
    expect(await getFileRows(ada.ctx, body.id)).toEqual({
      columns: ['email', 'name'],
      rows: [
        ['a@x.test', 'Ada, L.'],
        ['b@x.test', 'Bo'],
      ],
    })
    expect((await upload(USERS)).body.id).toBe(body.id)
    const second = await upload('email\nc@x.test\n')
    expect(await names()).toEqual([['users.csv', 1]])
    await deleteFile(ada.ctx, second.body.id)
    expect(await names()).toEqual([])
    expect(await database.db.datasetChunk.count({ where: { file: { projectId: ada.projectId } } })).toBe(0)
    const verbs = await database.db.auditEvent.findMany({ where: { projectId: ada.projectId }, orderBy: { id: 'asc' } })
    expect(verbs.map(({ verb }) => verb)).toEqual(['file.upload', 'file.upload', 'file.delete'])
  })

  it('of several megabytes comes back byte for byte, twenty rows of it to be looked at', async () => {
    const row = `${'x'.repeat(997)},1\n`
    const { status, body } = await upload(`wide,n\n${row.repeat(3000)}`)
    expect([status, body.rows]).toEqual([201, 3000])
    const shown = await getFileRows(ada.ctx, body.id)
    expect(shown.rows).toHaveLength(20)
    expect(shown.rows[0]?.[0]).toHaveLength(201)
    expect(await database.db.datasetChunk.count({ where: { fileId: body.id } })).toBe(3)
  })

  it('is refused when no run could read it, with what to change', async () => {
    expect((await upload('email,name\n')).body.message).toMatch(/users\.csv has no rows/)
    expect((await upload('email;name\na;b\n')).body.message).toMatch(/not separated by commas/)
    expect((await upload('email,,name\na,b,c\n')).body.message).toMatch(/has no name/)
    expect((await upload('email,email\na,b\n')).body.message).toMatch(/two columns named email/)
    expect((await upload(new Uint8Array([0xff, 0xfe, 0x61, 0x00]))).body.message).toMatch(/UTF-8/)
    expect((await upload(USERS, ' ')).body.message).toMatch(/users\.csv/)
    const announced = await upload(USERS, 'big.csv', ada.ctx, { 'content-length': String(MOST_FILE_BYTES + 1) })
    expect([announced.status, announced.body.message]).toEqual([400, expect.stringMatching(/larger than 50 MB/)])
    expect(await names()).toEqual([])
  })

  it('takes the right to edit plans; others see no such project', async () => {
    const viewer = await makeMember(database.db, 'viewer')
    await database.db.membership.create({ data: { userId: viewer.userId, projectId: ada.projectId, role: 'viewer' } })
    const stranger = await makeMember(database.db, 'admin')
    expect((await upload(USERS, 'users.csv', viewer.ctx)).status).toBe(403)
    expect((await upload(USERS, 'users.csv', stranger.ctx)).status).toBe(404)
    const { body } = await upload(USERS)
    await expect(deleteFile(viewer.ctx, body.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getFileRows(stranger.ctx, body.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await getFileRows(viewer.ctx, body.id)).rows).toHaveLength(2)
  })

  it('is in the API document beside the calls of its path', async () => {
    const { paths } = await openApiDocument()
    expect(Object.keys(paths?.['/projects/{id}/files'] ?? {}).toSorted()).toEqual(['get', 'post'])
  })
})
