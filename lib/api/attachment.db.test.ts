import { describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { dispositionOf } from '#lib/cycles/attachment.ts'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { markItem } from '#lib/cycles/commands/mark.ts'
import { getCycleChecklists } from '#lib/cycles/queries/parts.ts'
import { makeTeam } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { handleAttachmentDownload, handleAttachmentUpload } from './attachment.ts'

const database = useTestDatabase()
const ORIGIN = 'http://127.0.0.1:3000/api/v1'
const png = (bytes: number) => {
  const content = new Uint8Array(bytes).map((_, at) => at % 251)
  content.set([0x89, 0x50, 0x4e, 0x47])
  return content
}

async function upload(ctx: Ctx, projectId: string, name: string, body: BodyInit) {
  const url = `${ORIGIN}/projects/${projectId}/attachments?name=${encodeURIComponent(name)}`
  const answer = await handleAttachmentUpload(new Request(url, { method: 'POST', body }), projectId, async () => ctx)
  return { status: answer.status, body: (await answer.json()) as { id: string; mediaType: string; message: string } }
}

const download = (ctx: Ctx, id: string) =>
  handleAttachmentDownload(new Request(`${ORIGIN}/attachments/${id}`), id, async () => ctx)

describe('a file kept as evidence', () => {
  it('comes back byte for byte, as a download that no browser runs', async () => {
    const { engineer, viewer, projectId } = await makeTeam(database.db)
    const content = png(2_500_000)
    const { status, body } = await upload(engineer.ctx, projectId, 'pool “31:00”.png', content)
    expect([status, body.mediaType]).toEqual([201, 'image/png'])
    const answer = await download(viewer.ctx, body.id)
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(content))).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '2500000',
      'content-disposition': expect.stringMatching(/^attachment; filename="pool _31_00_.png"; filename\*=UTF-8''pool/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    })
  })

  it('is named in a header that no name can break out of', () => {
    expect(dispositionOf(`it's "a" (1)*;\r\nx.png`)).toBe(
      `attachment; filename="it_s _a_ _1_____x.png"; filename*=UTF-8''it%27s%20%22a%22%20%281%29%2a%3B%0D%0Ax.png`,
    )
  })

  it('is of a kind that is kept, by name and by content, and not too large', async () => {
    const { engineer, projectId } = await makeTeam(database.db)
    const refused = async (name: string, body: BodyInit) => {
      const answer = await upload(engineer.ctx, projectId, name, body)
      return [answer.status, answer.body.message]
    }
    expect(await refused('page.html', '<script>')).toEqual([400, expect.stringContaining('of no kind that is kept')])
    expect(await refused('photo.png', '<script>')).toEqual([400, expect.stringContaining('no png file by its content')])
    expect(await refused('../x.txt', 'x')).toEqual([400, expect.stringContaining('Name the file')])
    for (const name of ['a\\b.txt', '..', 'a\nb.txt', 'a\u202egnp.txt', `${'x'.repeat(200)}.txt`])
      expect([name, (await refused(name, 'x'))[0]]).toEqual([name, 400])
    expect(await refused('x.txt', '')).toEqual([400, expect.stringContaining('empty')])
    expect((await refused('x.png', png(20 * 1024 * 1024 + 1)))[0]).toBe(400)
  })

  it('is for members, and only engineers add one', async () => {
    const { engineer, viewer, stranger, projectId } = await makeTeam(database.db)
    const { body } = await upload(engineer.ctx, projectId, 'log.txt', 'all quiet')
    expect((await upload(viewer.ctx, projectId, 'log.txt', 'x')).status).toBe(403)
    expect((await upload(stranger.ctx, projectId, 'log.txt', 'x')).status).toBe(404)
    expect((await download(stranger.ctx, body.id)).status).toBe(404)
    expect((await download({ ...viewer.ctx, actor: null } as never, body.id)).status).toBe(401)
  })

  it('stands at the mark it was given with', async () => {
    const { engineer, projectId, planId } = await makeTeam(database.db)
    const { id } = await createCycle(engineer.ctx, { id: planId })
    const { body } = await upload(engineer.ctx, projectId, 'rows.csv', 'a,b\n1,2\n')
    const mark = { id, list: 'success' as const, item: 'base/test-data-restored', state: 'done' as const }
    await markItem(engineer.ctx, { ...mark, note: 'row counts compared', attachment: body.id })
    const [item] = (await getCycleChecklists(engineer.ctx, id)).success
    expect(item?.mark).toMatchObject({
      ...{ note: 'row counts compared', by: 'Enno' },
      attachment: { id: body.id, name: 'rows.csv', mediaType: 'text/csv', sizeBytes: 8 },
    })
    const foreign = await makeTeam(database.db)
    const other = await upload(foreign.engineer.ctx, foreign.projectId, 'rows.csv', 'a\n')
    await expect(markItem(engineer.ctx, { ...mark, attachment: other.body.id })).rejects.toThrow('no such attachment')
  })
})
