// Templates in the HTTP API: the bundled ones, and those a project keeps.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { pageOf } from '#lib/core/page.ts'
import { deleteTemplate, saveTemplate } from './commands/template.ts'
import { listTemplates } from './queries/template.ts'
import { bundledTemplates } from './template.ts'
import * as shape from './template-schema.ts'

const tags = ['Templates']

export const templateProcedures = {
  bundled: procedure
    .route({ method: 'GET', path: '/templates', summary: 'List the bundled templates and what is inside', tags })
    .output(z.object({ items: z.array(shape.bundledTemplateSchema) }))
    .handler(() => ({ items: bundledTemplates() })),
  list: procedure
    .route({ method: 'GET', path: '/projects/{id}/templates', summary: 'List the templates of a project', tags })
    .input(shape.listTemplatesSchema)
    .output(pageOf(shape.projectTemplateSchema))
    .handler(({ context, input }) => listTemplates(context, input)),
  save: procedure
    .route({
      method: 'POST',
      path: '/plans/{id}/template',
      summary: 'Save the draft of a plan as a template of its project',
      tags,
      successStatus: 201,
    })
    .input(shape.saveTemplateSchema)
    .output(shape.projectTemplateSchema)
    .handler(({ context, input }) => saveTemplate(context, input)),
  delete: procedure
    .route({
      method: 'DELETE',
      path: '/templates/{id}',
      summary: 'Delete a template of a project; plans made from it stay',
      tags,
      successStatus: 204,
    })
    .input(shape.templateIdSchema)
    .output(z.void())
    .handler(({ context, input }) => deleteTemplate(context, input.id)),
}
