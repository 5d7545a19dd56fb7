import type { Option } from './select.tsx'

/** Words that are shown as they are stored. */
export const optionsOf = (words: readonly string[]): Option[] => words.map((value) => ({ value, label: value }))
