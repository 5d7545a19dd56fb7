// The reference page: the OpenAPI document as one HTML page without scripts and without anything from elsewhere.

import type { OpenAPI } from '@orpc/openapi'
import { type SchemaRow, schemaRows, typeText } from './docs-schema.ts'
import { docsStyle } from './docs-style.ts'

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

interface Call {
  method: string
  path: string
  operation: OpenAPI.OperationObject
}

export function docsPage(document: OpenAPI.Document): Response {
  return new Response(renderDocs(document), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    },
  })
}

export function renderDocs(document: OpenAPI.Document): string {
  const groups = Map.groupBy(callsOf(document), (call) => call.operation.tags?.[0] ?? 'Other')
  const outline = [...groups.keys()].map((tag) => `<li><a href="#${slug(tag)}">${escapeHtml(tag)}</a></li>`).join('')
  const sections = [...groups].map(([tag, calls]) => renderGroup(tag, calls)).join('')
  const title = escapeHtml(document.info.title)
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${docsStyle}</style></head>
<body>
<header><h1>${title} <small>${escapeHtml(document.info.version)}</small></h1>
${paragraphs(document.info.description ?? '')}
<p>Base URL <code>/api/v1</code> · machine-readable: <a href="/api/v1/openapi.json">openapi.json</a></p>
<nav aria-label="Groups of calls"><ul>${outline}</ul></nav></header>
<main>${sections}</main>
</body></html>`
}

function callsOf(document: OpenAPI.Document): Call[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method]
      return operation ? [{ method: method.toUpperCase(), path, operation }] : []
    }),
  )
}

function renderGroup(tag: string, calls: Call[]): string {
  const heading = `<h2 id="${slug(tag)}">${escapeHtml(tag)}</h2>`
  return `<section aria-labelledby="${slug(tag)}">${heading}${calls.map(renderCall).join('')}</section>`
}

function renderCall({ method, path, operation }: Call): string {
  const parameters = (operation.parameters ?? []) as OpenAPI.ParameterObject[]
  const rows = parameters.map((each) => ({
    name: `${each.name} (${each.in})`,
    type: typeText((each.schema ?? {}) as OpenAPI.SchemaObject),
    isRequired: each.required ?? false,
    description: each.description ?? '',
  }))
  const body = operation.requestBody as OpenAPI.RequestBodyObject | undefined
  const answers = Object.entries(operation.responses ?? {}).filter(([status]) => status !== 'default')
  return `<details><summary><span class="method ${method.toLowerCase()}">${method}</span> <code>${escapeHtml(path)}</code>
<span class="what">${escapeHtml(operation.summary ?? '')}</span></summary>
${paragraphs(operation.description ?? '')}
${table('Parameters', rows)}
${renderContent('Body', body?.content)}
${answers.map(([status, answer]) => renderAnswer(status, answer as OpenAPI.ResponseObject)).join('')}</details>`
}

function renderAnswer(status: string, { content, description }: OpenAPI.ResponseObject): string {
  const shown = renderContent(`Answer ${status}`, content)
  return shown || `<h3>Answer ${escapeHtml(status)}</h3><p>${escapeHtml(description || 'Nothing')}</p>`
}

function renderContent(title: string, content: Record<string, OpenAPI.MediaTypeObject> | undefined): string {
  return Object.entries(content ?? {})
    .map(([type, { schema }]) => {
      const shape = (schema ?? {}) as OpenAPI.SchemaObject
      const heading = type === 'application/json' ? title : `${title} (${type})`
      return table(heading, schemaRows(shape)) || `<h3>${escapeHtml(heading)}</h3><p>${escapeHtml(typeText(shape))}</p>`
    })
    .join('')
}

function table(title: string, rows: SchemaRow[]): string {
  if (rows.length === 0) return ''
  const body = rows
    .map(
      ({ name, type, isRequired, description }) =>
        `<tr><th scope="row"><code>${escapeHtml(name)}</code>${isRequired ? '' : ' <i>optional</i>'}</th><td>${escapeHtml(type)}</td><td>${escapeHtml(description)}</td></tr>`,
    )
    .join('')
  return `<h3>${escapeHtml(title)}</h3><div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(title)}"><table><tbody>${body}</tbody></table></div>`
}

function paragraphs(text: string): string {
  const inCode = (part: string) => escapeHtml(part).replace(/`([^`]+)`/g, '<code>$1</code>')
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((part) => `<p>${inCode(part)}</p>`)
    .join('')
}

const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-')

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
