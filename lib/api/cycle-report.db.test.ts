import { beforeAll, describe, expect, it } from 'vitest'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { createShareLink, openShareLink } from '#lib/cycles/commands/share-link.ts'
import { addEndedRun, makeTeam, type Team } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { publicReport } from '#lib/reports/public-report.ts'
import { getCycleReport } from '#lib/reports/queries/cycle-report.ts'
import { handleCycleReport } from './cycle-report.ts'
import { printPdf } from './print-pdf.ts'

const database = useTestDatabase()
let team: Team
let cycleId = ''

beforeAll(async () => {
  team = await makeTeam(database.db)
  cycleId = (await createCycle(team.engineer.ctx, { id: team.planId, name: 'Orders 2.4' })).id
  await addEndedRun(database.db, { cycleId, scenario: 'base', verdicts: { 'read-p95': 'warn' } })
})

async function get(format: string, person = team.viewer) {
  const url = `http://127.0.0.1:3000/api/v1/cycles/${cycleId}/report?format=${format}`
  const response = await handleCycleReport(new Request(url), cycleId, async () => person.ctx)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

describe('the report of a cycle as a file', () => {
  it('is Markdown, HTML, CSV and JSON that say the same', async () => {
    const [md, html, csv, json] = await Promise.all(['md', 'html', 'csv', 'json'].map((format) => get(format)))
    expect([md, html, csv, json].map((one) => one?.status)).toEqual([200, 200, 200, 200])
    expect(md?.text).toContain('**Test execution summary**')
    expect(html?.text).toContain('Test execution summary')
    expect(csv?.text).toContain('Test execution summary\r\n')
    expect(JSON.parse(json?.text ?? '{}')).toMatchObject({ cycleId, cover: { title: 'Orders 2.4', isProposal: true } })
  })

  it('is for members of the project, in the formats there are', async () => {
    expect((await get('md', team.stranger)).status).toBe(404)
    const { status, text } = await get('docx')
    expect(status).toBe(400)
    expect(JSON.parse(text).message).toBe('format: "docx" is not known. Give ?format=md, html, json, csv, pdf.')
  })

  it('is no PDF where there is no Chromium, and says what to do', async () => {
    await expect(printPdf('<p>x</p>', null)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('print the report page from a browser'),
    })
  })

  it('is read through a share link, without addresses of anything behind it', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const { token } = await createShareLink(team.lead.ctx, { id: cycleId, expiresAt })
    const link = await openShareLink({ db: database.db, now: new Date() }, token)
    expect(link?.cycleId).toBe(cycleId)
    const ctx = { db: database.db, now: new Date(), actor: { kind: 'system' as const, name: 'Share link' } }
    const { model } = await getCycleReport(ctx, cycleId)
    const shown = JSON.stringify(publicReport(model))
    expect(JSON.stringify(model)).toContain('"href":"/runs/')
    expect(shown).not.toContain('"href":"/')
    expect(shown).not.toContain('http://127.0.0.1:4010')
    expect(shown).not.toContain(cycleId)
  })
})
