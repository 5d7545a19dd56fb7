// The whole plan as a document, in YAML, JSON or (to be read) Markdown: no JSON call, hence a plain route. The ETag is the version of the draft.

import type { Ctx } from '#lib/access/actor.ts'
import type { CallContext } from '#lib/access/procedure.ts'
import { idSchema } from '#lib/access/schema.ts'
import { AppError } from '#lib/core/errors.ts'
import { replaceDraft } from '#lib/plans/commands/edit.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { draftFromJson, draftFromYaml } from '#lib/plans/draft-input.ts'
import { getDraft } from '#lib/plans/queries/plan.ts'
import { planMarkdown } from '#lib/plans/reading/markdown.ts'
import { formatPlanYaml } from '#lib/plans/yaml.ts'
import { withBoundedBody } from './body.ts'
import { contextOfRequest } from './context.ts'
import { errorResponse } from './error.ts'

type Format = 'yaml' | 'json' | 'md'
type FindContext = (request: Request) => Promise<CallContext>

const contentTypes: Record<Format, string> = {
  yaml: 'application/yaml; charset=utf-8',
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
}

const written: Record<Format, (draft: PlanDraft) => string> = {
  yaml: formatPlanYaml,
  json: (draft) => `${JSON.stringify(draft, null, 2)}\n`,
  md: planMarkdown,
}

/** GET: the document with its ETag. PUT: replaces the version If-Match names. `findContext` is replaced in tests. */
export async function handlePlanDocument(
  request: Request,
  planId: string,
  findContext: FindContext = contextOfRequest,
): Promise<Response> {
  try {
    const ctx = signedIn(await findContext(request))
    const id = idSchema.safeParse(planId)
    if (!id.success) throw new AppError('not_found', 'There is no such plan, or you are not a member of its project.')
    return request.method === 'PUT' ? await put(ctx, request, id.data) : await get(ctx, request, id.data)
  } catch (thrown) {
    return errorResponse(thrown, 'plan document', { 'cache-control': 'no-store' })
  }
}

function signedIn({ actor, ...rest }: CallContext): Ctx {
  if (actor) return { actor, ...rest }
  throw new AppError('unauthenticated', 'Sign in, or send an API token as "Authorization: Bearer hr_…".')
}

async function get(ctx: Ctx, request: Request, id: string): Promise<Response> {
  const format = formatOf(new URL(request.url).searchParams.get('format') ?? 'yaml')
  const { draft, version, name } = await getDraft(ctx, id)
  const headers = { etag: `"${version}"`, 'cache-control': 'private, no-cache' }
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers })
  const file = `${
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'plan'
  }.${format}`
  return new Response(written[format](draft), {
    headers: { ...headers, 'content-type': contentTypes[format], 'content-disposition': `inline; filename="${file}"` },
  })
}

async function put(ctx: Ctx, request: Request, id: string): Promise<Response> {
  const expected = versionOf(request.headers.get('if-match'))
  const text = await (await withBoundedBody(request)).text()
  const draft = typeOf(request) === 'yaml' ? draftFromYaml(text) : draftFromJson(parseJson(text))
  const saved = await replaceDraft(ctx, id, expected, draft)
  return Response.json(saved, { headers: { etag: `"${saved.version}"`, 'cache-control': 'no-store' } })
}

function formatOf(text: string): Format {
  if (text === 'yaml' || text === 'json' || text === 'md') return text
  throw new AppError(
    'invalid_input',
    `format: "${text}" is not known. Give ?format=yaml, ?format=json or ?format=md.`,
    {
      details: { fields: [{ path: 'format', message: 'Give yaml, json or md' }] },
    },
  )
}

function typeOf(request: Request): 'yaml' | 'json' {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^(application|text)\/(x-)?yaml$/.test(type)) return 'yaml'
  if (type === 'application/json') return 'json'
  const given = type ? `"${type}"` : 'missing'
  throw new AppError('invalid_input', `The Content-Type is ${given}. Send application/yaml or application/json.`, {
    details: { fields: [{ path: 'content-type', message: 'Send application/yaml or application/json' }] },
  })
}

function versionOf(ifMatch: string | null): number {
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? '')
  if (match) return Number(match[1])
  throw new AppError(
    'precondition_failed',
    'Say which version your document was made on: send the ETag of the GET as If-Match, e.g. If-Match: "7".',
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError(
      'invalid_input',
      `The body is not valid JSON: ${(error as Error).message}. Example: {"name":"Orders API"}`,
    )
  }
}
