'use client'

import { useMemo } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { type KnownKeys, knownKeys } from './read-criterion.ts'

/** What a criterion may speak of, as the draft is now. */
export function useKnownKeys(): KnownKeys {
  const operations = useDraft((draft) => draft.operations)
  const flows = useDraft((draft) => draft.flows)
  const testData = useDraft((draft) => draft.testData)
  return useMemo(() => knownKeys({ name: '', operations, flows, testData }), [operations, flows, testData])
}
