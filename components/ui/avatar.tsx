import type { ReactElement } from 'react'

/** Initials of a person. The name itself belongs into the label of what holds it. */
export function Avatar({ name }: { name: string }): ReactElement {
  return (
    <span
      aria-hidden
      className="grid size-6.5 shrink-0 place-items-center rounded-full bg-n-200 text-2xs font-semibold tracking-[0.01em] text-ink-2"
    >
      {initials(name)}
    </span>
  )
}

export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s@._-]+/)
    .filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]?.slice(0, 2)]
  return words.length > 1
    ? letters
        .map((word) => Array.from(word ?? '')[0] ?? '')
        .join('')
        .toUpperCase()
    : (letters[0] ?? '?').toUpperCase()
}
