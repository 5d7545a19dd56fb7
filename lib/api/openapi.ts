import type { OpenAPI } from '@orpc/openapi'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { httpStatusByCode } from '#lib/core/errors.ts'
import { version } from '#lib/core/version.ts'
import { plainRoutes } from './plain-routes.ts'
import { router } from './router.ts'

const description = `Everything the pages do goes through this API.

Send an API token as \`Authorization: Bearer hr_…\`; the first one comes from \`POST /api/v1/setup\`, more from \`POST /api/v1/tokens\`.
Lists answer \`{ items, nextCursor? }\` and take \`?cursor=&limit=\`. Times are ISO 8601 in UTC. Units are in the names:
…Ms milliseconds, …PerSecond rates, …Bytes sizes, …Rate and …Share fractions from 0 to 1.

Errors answer \`{ code, message, details? }\`: ${Object.entries(httpStatusByCode)
  .map(([code, status]) => `${status} \`${code}\``)
  .join(', ')}.`

const errorSchema: OpenAPI.SchemaObject = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string', enum: Object.keys(httpStatusByCode) },
    message: { type: 'string', description: 'What is wrong and what to do next' },
    details: { type: 'object', description: 'For machines; of invalid_input: fields: [{ path, message }]' },
  },
}

let cached: Promise<OpenAPI.Document> | undefined

/** OpenAPI 3.1, from the routes and schemas of the procedures and the plain routes beside them. */
export function openApiDocument(): Promise<OpenAPI.Document> {
  cached ??= generate()
  return cached
}

async function generate(): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(router, {
    info: { title: 'Headroom API', version, description },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }, { session: [] }],
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'hr_<prefix>_<secret>' },
        session: { type: 'apiKey', in: 'cookie', name: 'headroom.session_token' },
      },
    },
  })
  document.paths ??= {}
  for (const [path, item] of Object.entries(structuredClone(plainRoutes))) {
    document.paths[path] = { ...document.paths[path], ...item }
  }
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item ?? {})) addErrorResponse(operation as OpenAPI.OperationObject)
  }
  return document
}

function addErrorResponse(operation: OpenAPI.OperationObject): void {
  if (typeof operation !== 'object' || !operation.responses) return
  operation.responses.default = {
    description: 'What went wrong',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  }
}
