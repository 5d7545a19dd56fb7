// A run, or a window of it, as a file: no JSON call, hence a plain route.

import { z } from 'zod'
import type { Ctx } from '#lib/access/actor.ts'
import type { CallContext } from '#lib/access/procedure.ts'
import { AppError } from '#lib/core/errors.ts'
import { getRunReview, listLoggedIntervals, type ReviewInput } from '#lib/reports/queries/run-review.ts'
import { CSV_TABLES, type CsvTable, runCsv } from '#lib/reports/run/csv.ts'
import { histogramLog } from '#lib/reports/run/histogram-log.ts'
import { resultSheet } from '#lib/reports/run/result-sheet.ts'
import { runHtml } from '#lib/reports/run/run-html.ts'
import { toRunResult } from '#lib/reports/run/run-result.ts'
import { fileNameOf, type RunReview } from '#lib/reports/run/run-review.ts'
import { runLabel } from '#lib/runs/head.ts'
import { idSchema } from '#lib/runs/schema.ts'
import { contextOfRequest } from './context.ts'
import { errorResponse } from './error.ts'
import { reportFonts } from './report-fonts.ts'

const FORMATS = ['csv', 'json', 'hgrm', 'hlog', 'html', 'md'] as const

const offset = z.coerce
  .number({ error: 'Give milliseconds since the start of the run, e.g. 60000' })
  .nonnegative({ error: 'Give milliseconds since the start of the run, e.g. 60000' })
  .optional()
const word = z.string().min(1).optional()

const querySchema = z.object({
  format: z.enum(FORMATS, { error: `Give one of ${FORMATS.join(', ')}, e.g. ?format=csv` }),
  table: z.enum(CSV_TABLES, { error: `Give one of ${CSV_TABLES.join(', ')}, e.g. ?table=series` }).optional(),
  ...{ from: offset, to: offset, operation: word, payload: word, service: word, location: word },
  shard: z.coerce.number().int().nonnegative().optional(),
})

type FindContext = (request: Request) => Promise<CallContext>

/** `findContext` is replaced in tests. */
export async function handleRunExport(
  request: Request,
  runId: string,
  findContext: FindContext = contextOfRequest,
): Promise<Response> {
  try {
    const { actor, ...rest } = await findContext(request)
    if (!actor) throw new AppError('unauthenticated', 'Sign in, or send an API token as "Authorization: Bearer hr_…".')
    const id = idSchema.safeParse(runId)
    if (!id.success) throw new AppError('not_found', 'There is no such run, or you are not a member of its project.')
    const { format, table, ...input } = readQuery(new URL(request.url).searchParams)
    const ctx = { actor, ...rest }
    const file = await written(ctx, format, { id: id.data, ...input }, table)
    return new Response(file.text, {
      headers: {
        'content-type': file.type,
        'content-disposition': `attachment; filename="${file.name}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  } catch (thrown) {
    return errorResponse(thrown, 'run export', { 'cache-control': 'no-store' })
  }
}

function readQuery(params: URLSearchParams) {
  const parsed = querySchema.safeParse(Object.fromEntries(params))
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const message = fields.map((one) => `${one.path}: ${one.message}`).join('. ')
  throw new AppError('invalid_input', message, { details: { fields } })
}

interface File {
  name: string
  type: string
  text: string
}

type ReviewFormat = Exclude<(typeof FORMATS)[number], 'hgrm' | 'hlog'>

const TYPES: Record<ReviewFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
}

async function written(
  ctx: Ctx,
  format: (typeof FORMATS)[number],
  input: ReviewInput,
  table: CsvTable | undefined,
): Promise<File> {
  if (format === 'hgrm' || format === 'hlog') return logOf(ctx, input)
  const review = await getRunReview(ctx, input)
  const texts: Record<ReviewFormat, (review: RunReview) => string> = {
    csv: (one) => runCsv(one, table),
    json: (one) => `${JSON.stringify(toRunResult(one), null, 2)}\n`,
    html: (one) => runHtml(one, reportFonts()),
    md: resultSheet,
  }
  const suffix = table && format === 'csv' ? `-${table}` : ''
  return { name: `${fileNameOf(review)}${suffix}.${format}`, type: TYPES[format], text: texts[format](review) }
}

async function logOf(ctx: Ctx, input: ReviewInput): Promise<File> {
  const { run, logged } = await listLoggedIntervals(ctx, input)
  const label = runLabel(run.number)
  const text = histogramLog({ label, scenario: run.scenario, startedAt: run.startedAt?.toISOString() ?? null }, logged)
  return { name: `${label}-${run.scenario}.hlog`, type: 'text/plain; charset=utf-8', text }
}
