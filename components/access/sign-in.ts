export type SignedIn = { ok: true } | { ok: false; message: string }

const away = 'The server did not answer. Check that Headroom runs, then try again.'

async function post(path: string, body: unknown): Promise<Response | null> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null)
}

/** Opens a session in this browser. */
export async function signIn(email: string, password: string): Promise<SignedIn> {
  const answer = await post('/api/auth/sign-in/email', { email, password })
  if (!answer) return { ok: false, message: away }
  if (answer.ok) return { ok: true }
  if (answer.status === 401 || answer.status === 400 || answer.status === 422) {
    return { ok: false, message: 'No account has this e-mail address with this password. Check both and try again.' }
  }
  const { message } = (await answer.json().catch(() => ({}))) as { message?: string }
  return { ok: false, message: message ?? away }
}

/** Makes the first account, then signs it in. */
export async function setUp(input: { name: string; email: string; password: string }): Promise<SignedIn> {
  const answer = await post('/api/v1/setup', input)
  if (!answer) return { ok: false, message: away }
  if (answer.ok) return signIn(input.email, input.password)
  const { message } = (await answer.json().catch(() => ({}))) as { message?: string }
  return { ok: false, message: message ?? away }
}

/** Only a path of our own: what comes in an address must not lead elsewhere. */
export function safeNext(next: string | null | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}
