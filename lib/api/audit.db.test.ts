import { expect, it } from 'vitest'
import { listAudit, listInstanceAudit } from '#lib/access/queries/project.ts'
import { makeMember, makePerson } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { allowLoad, stopAllLoad } from '#lib/runs/commands/load-block.ts'
import { addNote } from '#lib/runs/commands/note.ts'
import { makeRun } from '#lib/runs/testing.ts'

const database = useTestDatabase()

it('tells admins who stopped all load, and a project that its run was ended and annotated', async () => {
  const { id, projectId } = await makeRun(database.db)
  const admin = (await makePerson(database.db, { isAdmin: true, name: 'Ann' })).ctx
  await addNote(admin, { id, text: 'Cache warm' })
  await stopAllLoad(admin, 'Fire')
  await allowLoad(admin)
  const ofInstance = await listInstanceAudit(admin, {})
  expect(ofInstance.items.map(({ verb, details }) => [verb, details])).toEqual([
    ['load.allow', {}],
    ['load.stop-all', { reason: 'Fire', runs: [id] }],
  ])
  const ofProject = await listAudit(admin, { id: projectId })
  expect(ofProject.items.map(({ verb, actor, subject }) => [verb, actor.name, subject.id])).toEqual([
    ['run.stop', 'Ann', id],
    ['run.annotate', 'Ann', id],
  ])
  const lead = await makeMember(database.db, 'admin')
  await expect(listInstanceAudit(lead.ctx, {})).rejects.toMatchObject({ code: 'forbidden' })
})
