import type { CompileLog } from './compile-log.ts'

/** Status codes as numbers; what is none is told at `place`, with the example. */
export function readStatuses(place: string, texts: readonly string[], example: string, log: CompileLog): number[] {
  return texts.flatMap((text) => {
    if (/^\s*[1-5]\d\d\s*$/.test(text)) return [Number(text)]
    log.error('unit', place, `"${text}" is no status code`, `Write, for example, ${example}`)
    return []
  })
}
