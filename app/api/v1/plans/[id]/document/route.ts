import { handlePlanDocument } from '#lib/api/plan-document.ts'

export const dynamic = 'force-dynamic'

const handle = async (request: Request, { params }: { params: Promise<{ id: string }> }) =>
  handlePlanDocument(request, (await params).id)

export { handle as GET, handle as PUT }
