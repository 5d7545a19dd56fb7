import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({
  extend: { theme: { text: ['2xs', 'md'], shadow: ['low', 'mid', 'high'] } },
})

/** Joins classes; of two that set the same thing the later one holds. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes))
