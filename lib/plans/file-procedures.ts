// Uploaded files in the HTTP API. Uploading is a plain route (lib/api/file-upload.ts): its body is the file.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { pageOf } from '#lib/core/page.ts'
import { deleteFile } from './commands/dataset-file.ts'
import * as shape from './dataset-file.ts'
import { getFileRows, listFiles } from './queries/dataset-file.ts'

const tags = ['Data files']

export const fileProcedures = {
  list: procedure
    .route({ method: 'GET', path: '/projects/{id}/files', summary: 'List the CSV files of a project', tags })
    .input(shape.listFilesSchema)
    .output(pageOf(shape.datasetFileSchema))
    .handler(({ context, input }) => listFiles(context, input)),
  rows: procedure
    .route({ method: 'GET', path: '/files/{id}/rows', summary: 'Columns and first 20 rows of a file', tags })
    .input(shape.fileIdSchema)
    .output(shape.fileRowsSchema)
    .handler(({ context, input }) => getFileRows(context, input.id)),
  delete: procedure
    .route({
      method: 'DELETE',
      path: '/files/{id}',
      summary: 'Remove a file; revisions that name it keep it',
      tags,
      successStatus: 204,
    })
    .input(shape.fileIdSchema)
    .output(z.void())
    .handler(({ context, input }) => deleteFile(context, input.id)),
}
