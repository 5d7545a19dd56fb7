'use client'

import { type ReactElement, useMemo } from 'react'
import { documentText } from '#lib/plans/document-text.ts'
import { type DraftPath, isObject, valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useYamlDialog } from '../page/yaml-context.tsx'

/** What a part of the document holds beyond its form: shown as it is written, never lost. */
export function RestOf({ path, formed }: { path: DraftPath; formed: readonly string[] }): ReactElement | null {
  const value = useDraft((draft) => valueAt(draft, path))
  const text = useMemo(() => {
    if (!isObject(value)) return ''
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !formed.includes(name)))
    return Object.keys(rest).length > 0 ? documentText(rest) : ''
  }, [value, formed])
  return text ? <AsWritten text={text} label={`More of ${path.join(' ')}`} /> : null
}

export function AsWritten({ text, label }: { text: string; label: string }): ReactElement {
  const openYaml = useYamlDialog()
  return (
    <div className="mt-3.5">
      <section
        tabIndex={0}
        aria-label={`${label}, as written`}
        className="max-h-96 overflow-auto rounded-md bg-sunken px-3 py-2"
      >
        <pre className="text-[11.5px] leading-[17px] text-ink-2">{text}</pre>
      </section>
      <button type="button" onClick={openYaml} className="link mt-1 min-h-6 text-xs">
        Edit as YAML
      </button>
    </div>
  )
}
