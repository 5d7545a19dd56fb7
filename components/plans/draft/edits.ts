// What a person does to a draft, as edits: set, add, duplicate, remove with a way back, move.

import { notify } from '#components/ui/notify.ts'
import { type DraftPath, isKeyedList, isObject, valueAt } from '#lib/plans/draft-path.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'
import { useDraftWork } from './draft-context.tsx'
import type { DraftStore } from './draft-store.ts'
import { freeKey } from './free-key.ts'
import { renaming } from './renaming.ts'

export interface Edits {
  canEdit: boolean
  /** `undefined` and '' remove the field. */
  set: (path: DraftPath, value: unknown) => void
  /** Sets a text even when it is empty: an item of a list keeps its place while it is typed anew. */
  put: (path: DraftPath, text: string) => void
  insert: (list: DraftPath, value: Record<string, unknown>, before?: string | null) => void
  /** Several edits that are one to whoever made them, such as a pasted block. */
  many: (operations: readonly DraftOperation[]) => void
  /** Copies an item of a keyed list behind itself under a free key, which it returns. */
  duplicate: (list: DraftPath, key: string) => string
  remove: (list: DraftPath, segment: string, what: string) => void
  /** Gives an item of a keyed list another key, and everything that names it too. */
  rename: (list: DraftPath, key: string, fresh: string) => void
  /** One step up or down in its list. */
  shift: (list: DraftPath, key: string, by: -1 | 1) => void
}

export function useEdits(): Edits {
  const { store, canEdit } = useDraftWork()
  return { canEdit, ...editsOf(store) }
}

function editsOf(store: DraftStore): Omit<Edits, 'canEdit'> {
  const at = (path: DraftPath): unknown => valueAt(store.snapshot().draft, path)
  const itemsOf = (list: DraftPath): unknown[] => (at(list) as unknown[] | undefined) ?? []
  const keysOf = (list: DraftPath): string[] => segmentsOf(itemsOf(list))

  const set: Edits['set'] = (path, value) => {
    // Every field may be absent but for the name.
    const isName = path.length === 1 && path[0] === 'name'
    const isNothing = value === undefined || (value === '' && !isName)
    store.edit({ op: 'set', path: [...path], value: isNothing ? null : value })
  }
  const insert: Edits['insert'] = (list, value, before) =>
    store.edit({ op: 'insert', path: [...list], value, ...(before ? { before } : {}) })

  return {
    set,
    put: (path, text) => store.edit({ op: 'set', path: [...path], value: text }),
    insert,
    many: store.editAll,
    duplicate(list, key) {
      const keys = keysOf(list)
      const item = itemsOf(list)[keys.indexOf(key)]
      const copy = structuredClone(item) as Record<string, unknown>
      if (typeof copy.key !== 'string') {
        insert(list, copy, keys[keys.indexOf(key) + 1] ?? null)
        return String(keys.indexOf(key) + 1)
      }
      const fresh = freeKey(key, keys)
      const name = typeof copy.name === 'string' && copy.name ? { name: `${copy.name} copy` } : {}
      insert(list, { ...copy, ...name, key: fresh }, keys[keys.indexOf(key) + 1] ?? null)
      return fresh
    },
    remove(list, segment, what) {
      const keys = keysOf(list)
      const index = keys.indexOf(segment)
      const gone = structuredClone(itemsOf(list)[index])
      if (gone === undefined) return
      store.edit({ op: 'remove', path: [...list, segment] })
      notify(`${what} removed`, {
        durationMs: 10_000,
        action: { label: 'Undo', onClick: () => putBack(store, list, gone, keys, index) },
      })
    },
    rename(list, key, fresh) {
      const mentions = renaming(store.snapshot().draft, list, key, fresh)
      store.editAll([...mentions, { op: 'set', path: [...list, key, 'key'], value: fresh }])
    },
    shift(list, key, by) {
      const keys = keysOf(list)
      const index = keys.indexOf(key)
      const before = by < 0 ? keys[index - 1] : keys[index + 2]
      if (index < 0 || (by < 0 && index === 0) || (by > 0 && index === keys.length - 1)) return
      store.edit({ op: 'move', path: [...list, key], before: before ?? null })
    },
  }
}

/** Before the first of its old neighbours that is still there. */
function putBack(store: DraftStore, list: DraftPath, gone: unknown, keys: string[], index: number): void {
  const now = (valueAt(store.snapshot().draft, list) as unknown[] | undefined) ?? []
  if (isObject(gone) && typeof gone.key === 'string') {
    const here = segmentsOf(now)
    const before = keys.slice(index + 1).find((key) => here.includes(key))
    store.edit({ op: 'insert', path: [...list], value: gone, ...(before ? { before } : {}) })
  } else {
    store.edit({ op: 'set', path: [...list], value: now.toSpliced(Math.min(index, now.length), 0, gone) })
  }
}

/** How items are found: by their keys when all have one, else by their places. */
const segmentsOf = (items: unknown[]): string[] =>
  isKeyedList(items) ? items.map(({ key }) => String(key)) : items.map((_, index) => String(index))
