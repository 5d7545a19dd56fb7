import { expect, it } from 'vitest'
import { createPlanSchema } from './schema.ts'
import { saveTemplateSchema } from './template-schema.ts'

const id = '01a1ff17-80ca-770a-a48e-ad6d3f352b36'
const problem = (input: unknown) => createPlanSchema.safeParse(input).error?.issues[0]?.message

it('a plan begins with a bundled template by its key, or one of the project by its id', () => {
  for (const template of ['blank', 'demo', 'integration', 'scale-up', id])
    expect(createPlanSchema.safeParse({ id, template }).success, template).toBe(true)
  expect(problem({ id, template: 'intergration' })).toBe(
    'Give one of blank, demo, integration, messaging, api-sla, scale-up, performance-plan, or the id of a template of this project',
  )
})

it('a template has a name that says something', () => {
  const refused = saveTemplateSchema.safeParse({ id, name: '  ' })
  expect(refused.error?.issues[0]?.message).toBe('Give it a name, for example "Orders, our way"')
  expect(saveTemplateSchema.parse({ id, name: ' Ours ' })).toEqual({ id, name: 'Ours', description: '' })
})
