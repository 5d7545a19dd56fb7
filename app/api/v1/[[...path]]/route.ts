import { handleApiRequest } from '#lib/api/handler.ts'

export const dynamic = 'force-dynamic'

const handle = (request: Request) => handleApiRequest(request)

export { handle as DELETE, handle as GET, handle as HEAD, handle as PATCH, handle as POST, handle as PUT }
