import { handleRunExport } from '#lib/api/run-export.ts'

export const dynamic = 'force-dynamic'

export const GET = async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  handleRunExport(request, (await params).id)
