// Links of answers, as the path of a request.

const WITH_HOST = /^([a-z][a-z0-9+.-]*:)?\/\//i

/**
 * The path at `baseUrl` that a link leads to, be it written with host, from the root, or without a slash before it. The path of the base
 * URL is put before it where the link does not have it. A link to another host stays whole, and no head of a request takes it.
 */
export function pathOfLink(link: string, baseUrl: URL): string {
  if (WITH_HOST.test(link)) {
    const url = URL.parse(link, baseUrl)
    return url?.origin === baseUrl.origin ? `${url.pathname}${url.search}` : (url?.href ?? link)
  }
  const prefix = baseUrl.pathname.replace(/\/$/, '')
  const path = (link.startsWith('/') ? link : `/${link}`).replace(/#.*$/s, '')
  return path === prefix || path.startsWith(`${prefix}/`) ? path : `${prefix}${path}`
}

/** The URL of a path at an origin; that of `//x` is on the same host, which `new URL` takes for another. */
export function urlAt(path: string, { origin }: URL): URL | null {
  return URL.parse(`${origin}${path}`)
}
