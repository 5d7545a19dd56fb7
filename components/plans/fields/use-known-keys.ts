'use client'

import { sameValue } from '#lib/plans/draft-path.ts'
import { useDerived } from '../draft/draft-context.tsx'
import { type KnownKeys, knownKeys } from './read-criterion.ts'

/** What a criterion may speak of, as the draft is now; `scenario` keeps windows to those of that one. */
export const useKnownKeys = (scenario?: string): KnownKeys =>
  useDerived((draft) => knownKeys(draft, scenario), sameValue)
