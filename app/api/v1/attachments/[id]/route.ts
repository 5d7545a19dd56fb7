import { handleAttachmentDownload } from '#lib/api/attachment.ts'
import { handleApiRequest } from '#lib/api/handler.ts'

export const dynamic = 'force-dynamic'

/** Every other method at this path is a procedure, or told to be none. */
const call = (request: Request) => handleApiRequest(request)

export const GET = async (request: Request, { params }: { params: Promise<{ id: string }> }) =>
  handleAttachmentDownload(request, (await params).id)

export { call as DELETE, call as PATCH, call as POST, call as PUT }
