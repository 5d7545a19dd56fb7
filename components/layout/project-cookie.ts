export const PROJECT_COOKIE = 'headroom-project'

/** Browser only: from the next answer on the pages speak of this project. */
export function keepProject(id: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${PROJECT_COOKIE}=${encodeURIComponent(id)}; path=/; max-age=31536000; samesite=lax`
}
