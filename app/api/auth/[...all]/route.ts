import { handleAuthRequest } from '#lib/access/session.ts'
import { withBoundedBody } from '#lib/api/body.ts'
import { errorResponse } from '#lib/api/error.ts'
import { getDb } from '#lib/db/client.ts'

export const dynamic = 'force-dynamic'

const maxBytes = 16 * 1024

async function handle(request: Request): Promise<Response> {
  try {
    return await handleAuthRequest(getDb(), await withBoundedBody(request, maxBytes))
  } catch (thrown) {
    return errorResponse(thrown, '/api/auth')
  }
}

export { handle as GET, handle as POST }
