// The report of a cycle as a file: no JSON call, hence a plain route.

import type { Ctx } from '#lib/access/actor.ts'
import type { CallContext } from '#lib/access/procedure.ts'
import { idSchema } from '#lib/access/schema.ts'
import { getEnv } from '#lib/core/env.ts'
import { AppError } from '#lib/core/errors.ts'
import { getCycleReport } from '#lib/reports/queries/cycle-report.ts'
import { reportCsv } from '#lib/reports/report-csv.ts'
import { reportHtml } from '#lib/reports/report-html.ts'
import { reportMarkdown } from '#lib/reports/report-markdown.ts'
import { keyOf, type ReportModel } from '#lib/reports/report-model.ts'
import { contextOfRequest } from './context.ts'
import { errorResponse } from './error.ts'
import { printPdf } from './print-pdf.ts'
import { reportFonts } from './report-fonts.ts'

export const REPORT_FORMATS = ['md', 'html', 'json', 'csv', 'pdf'] as const
type Format = (typeof REPORT_FORMATS)[number]
type FindContext = (request: Request) => Promise<CallContext>

const contentTypes: Record<Format, string> = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
}

/** GET ?format=md|html|json|csv|pdf, of CSV also &table=<key>. `findContext` is replaced in tests. */
export async function handleCycleReport(
  request: Request,
  cycleId: string,
  findContext: FindContext = contextOfRequest,
): Promise<Response> {
  try {
    const ctx = signedIn(await findContext(request))
    const id = idSchema.safeParse(cycleId)
    if (!id.success) throw new AppError('not_found', 'There is no such cycle, or you are not a member of its project.')
    const { searchParams, origin } = new URL(request.url)
    const format = formatOf(searchParams.get('format') ?? 'md')
    const { model } = await getCycleReport(ctx, id.data)
    const body = await written(format, model, searchParams.get('table') ?? undefined, getEnv().PUBLIC_URL ?? origin)
    return new Response(body, {
      headers: {
        'content-type': contentTypes[format],
        'content-disposition': `attachment; filename="${keyOf(model.cover.title) || 'report'}.${format}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  } catch (thrown) {
    return errorResponse(thrown, 'cycle report', { 'cache-control': 'no-store' })
  }
}

function signedIn({ actor, ...rest }: CallContext): Ctx {
  if (actor) return { actor, ...rest }
  throw new AppError('unauthenticated', 'Sign in, or send an API token as "Authorization: Bearer hr_…".')
}

async function written(
  format: Format,
  model: ReportModel,
  table: string | undefined,
  origin: string,
): Promise<string | Uint8Array<ArrayBuffer>> {
  switch (format) {
    case 'md':
      return reportMarkdown(model, origin)
    case 'html':
      return reportHtml(model, reportFonts())
    case 'json':
      return `${JSON.stringify(model, null, 2)}\n`
    case 'csv':
      return reportCsv(model, table)
    case 'pdf':
      return printPdf(reportHtml(model, reportFonts()))
  }
}

function formatOf(text: string): Format {
  const format = REPORT_FORMATS.find((one) => one === text)
  if (format) return format
  throw new AppError('invalid_input', `format: "${text}" is not known. Give ?format=${REPORT_FORMATS.join(', ')}.`, {
    details: { fields: [{ path: 'format', message: `Give one of ${REPORT_FORMATS.join(', ')}` }] },
  })
}
