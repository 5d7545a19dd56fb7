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
  '/projects/{id}/attachments': {
    post: {
      operationId: 'attachments.upload',
      summary: 'Keep a file as evidence',
      description:
        'The body is the file, at most 20 MB: png, jpg, webp, gif, pdf, txt, log, md, csv, json, yaml, zip or gz. Its id goes into a mark of a checklist.',
      tags: ['Cycles'],
      parameters: [
        inPath('id'),
        { name: 'name', in: 'query', required: true, description: 'e.g. dashboard.png', schema: text },
        { name: 'run', in: 'query', description: 'The run it belongs to', schema: { ...text, format: 'uuid' } },
      ],
      requestBody: { required: true, content: { 'application/octet-stream': { schema: text } } },
      responses: {
        201: { description: 'Kept', content: { 'application/json': { schema: { type: 'object' } } } },
      },
    },
  },
  '/attachments/{id}': {
    get: {
      operationId: 'attachments.download',
      summary: 'Download a file kept as evidence',
      tags: ['Cycles'],
      parameters: [inPath('id')],
      responses: { 200: { description: 'The file', content: { 'application/octet-stream': { schema: text } } } },
    },
  },
  '/runs/{id}/export': {
    get: {
      operationId: 'runs.export',
      summary: 'A run, or a window of it, as a file',
      description:
        'csv: a row for each operation (or `table`); json: as result.json; html: the review as one file; md: the result sheet; hgrm or hlog: a HdrHistogram log, V2, of response, service and failed times in microseconds.',
      tags: ['Runs'],
      parameters: [
        inPath('id'),
        {
          name: 'format',
          in: 'query',
          required: true,
          schema: { type: 'string', enum: ['csv', 'json', 'hgrm', 'hlog', 'html', 'md'] },
        },
        {
          name: 'table',
          in: 'query',
          description: 'Of the CSV; default: operations',
          schema: { type: 'string', enum: ['operations', 'series', 'errors', 'objectives'] },
        },
        {
          name: 'from',
          in: 'query',
          description: 'Milliseconds since the start of the run',
          schema: { type: 'number' },
        },
        { name: 'to', in: 'query', description: 'Not included; default: the end', schema: { type: 'number' } },
        { name: 'operation', in: 'query', description: 'Key of an operation; default: all', schema: text },
        { name: 'payload', in: 'query', description: 'Key of a payload class; default: all', schema: text },
        { name: 'service', in: 'query', description: 'Key of a service; default: all', schema: text },
        { name: 'location', in: 'query', description: 'Label of the workers; default: all', schema: text },
        { name: 'shard', in: 'query', description: 'Index of a worker; default: all', schema: { type: 'integer' } },
      ],
      responses: {
        200: {
          description: 'The file',
          content: {
            'text/csv': { schema: text },
            'application/json': { schema: { type: 'object' } },
            'text/html': { schema: text },
            'text/markdown': { schema: text },
            'text/plain': { schema: text },
          },
        },
      },
    },
  },
  '/cycles/{id}/report': {
    get: {
      operationId: 'cycles.report',
      summary: 'The report of a cycle as a file',
      description:
        'CSV holds every table, or with `table` the one of that key. PDF is printed by the Chromium of the server; without one the answer is 503 `unavailable`.',
      tags: ['Cycles'],
      parameters: [
        inPath('id'),
        {
          name: 'format',
          in: 'query',
          schema: { type: 'string', enum: ['md', 'html', 'json', 'csv', 'pdf'], default: 'md' },
        },
        { name: 'table', in: 'query', description: 'Of CSV: one table, e.g. execution-summary', schema: text },
      ],
      responses: {
        200: {
          description: 'The report',
          content: {
            'text/markdown': { schema: text },
            'text/html': { schema: text },
            'application/json': { schema: { type: 'object' } },
            'text/csv': { schema: text },
            'application/pdf': { schema: { ...text, format: 'binary' } },
          },
        },
      },
    },
  },
  '/runs/{id}/live': {
    get: {
      operationId: 'runs.live',
      summary: 'Follow a run as server-sent events',
      description:
        '`event: tick` about once a second with what is new, its `id` the last second in it; `event: end` when the run is over and judged. With `changes=true` only the first is a tick, then `event: change` carries the new `points`, `generators` and `events` and, in `changes`, what became another in the rest of the tick: an object leads deeper, by key or by place in a list, `[value]` is what stands there now, `[]` that it is gone.',
      tags: ['Runs'],
      parameters: [
        inPath('id'),
        {
          name: 'after',
          in: 'query',
          description: 'The last second already known, of the start of the run; Last-Event-ID says the same',
          schema: { type: 'integer' },
        },
        {
          name: 'changes',
          in: 'query',
          description: 'true: after the first tick only what changed, a fraction of it in a run of many operations',
          schema: { type: 'boolean', default: false },
        },
      ],
      responses: { 200: { description: 'Events', content: { 'text/event-stream': { schema: text } } } },
    },
  },
}
