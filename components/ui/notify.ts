// A word in the corner of the page. Its library is fetched with the first one: no page needs it to be read.

interface Note {
  description?: string
  durationMs?: number
  action?: { label: string; onClick: () => void }
}

type Tone = 'plain' | 'success' | 'error'

/** Says that something happened, with a way back where there is one. */
export function notify(title: string, { durationMs, ...note }: Note = {}, tone: Tone = 'plain'): void {
  void import('sonner').then(({ toast }) => {
    const options = { ...note, ...(durationMs === undefined ? {} : { duration: durationMs }) }
    if (tone === 'plain') toast(title, options)
    else toast[tone](title, options)
  })
}
