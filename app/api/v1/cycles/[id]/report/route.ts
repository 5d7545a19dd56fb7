import { handleCycleReport } from '#lib/api/cycle-report.ts'

export const dynamic = 'force-dynamic'

export const GET = async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  handleCycleReport(request, (await params).id)
