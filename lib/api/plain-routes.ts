// The routes that are no JSON calls and therefore no procedures, described for the OpenAPI document. Their code stands in
// app/api/v1/….

import type { OpenAPI } from '@orpc/openapi'

const text = { type: 'string' as const }
const anyObject = { type: 'object' as const, description: 'The plan document' }
const etag = { description: 'The version of the draft, e.g. "7"', schema: text }

function inPath(name: string) {
  return { name, in: 'path', required: true, schema: { ...text, format: 'uuid' } }
}

export const plainRoutes: OpenAPI.PathsObject = {
  '/plans/{id}/document': {
    get: {
      operationId: 'plans.readDocument',
      summary: 'Read the whole plan as a document',
      tags: ['Plans'],
      parameters: [
        inPath('id'),
        { name: 'format', in: 'query', schema: { type: 'string', enum: ['yaml', 'json'], default: 'yaml' } },
      ],
      responses: {
        200: {
          description: 'The draft in normal form',
          headers: { ETag: etag },
          content: { 'application/yaml': { schema: text }, 'application/json': { schema: anyObject } },
        },
      },
    },
    put: {
      operationId: 'plans.replaceDocument',
      summary: 'Replace the whole plan by a document',
      description:
        'If-Match names the version the document was made on. When the plan has moved on since, the answer is 409 and nothing is written; without If-Match it is 422. Problems of a YAML document come with line and column in `details.problems`.',
      tags: ['Plans'],
      parameters: [
        inPath('id'),
        { name: 'If-Match', in: 'header', required: true, description: 'The ETag of the GET, e.g. "7"', schema: text },
      ],
      requestBody: {
        required: true,
        content: { 'application/yaml': { schema: text }, 'application/json': { schema: anyObject } },
      },
      responses: {
        200: {
          description: 'Saved',
          headers: { ETag: etag },
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['version', 'savedAt'],
                properties: { version: { type: 'integer' }, savedAt: { type: 'string', format: 'date-time' } },
              },
            },
          },
        },
      },
    },
  },
  '/projects/{id}/files': {
    post: {
      operationId: 'files.upload',
      summary: 'Upload a CSV file, in place of the one of that name',
      description: 'The body is the file: UTF-8, at most 50 MB, its first line the names of the columns.',
      tags: ['Data files'],
      parameters: [
        inPath('id'),
        { name: 'name', in: 'query', required: true, description: 'As plans name it, e.g. users.csv', schema: text },
      ],
      requestBody: { required: true, content: { 'text/csv': { schema: text } } },
      responses: {
        201: { description: 'Kept', content: { 'application/json': { schema: { type: 'object' } } } },
      },
    },
  },
  '/runs/{id}/live': {
    get: {
      operationId: 'runs.live',
      summary: 'Follow a run as server-sent events',
      description:
        '`event: tick` about once a second with what is new, its `id` the last second in it; `event: end` when the run is over and judged.',
      tags: ['Runs'],
      parameters: [
        inPath('id'),
        {
          name: 'after',
          in: 'query',
          description: 'The last second already known, of the start of the run; Last-Event-ID says the same',
          schema: { type: 'integer' },
        },
      ],
      responses: { 200: { description: 'Events', content: { 'text/event-stream': { schema: text } } } },
    },
  },
}
