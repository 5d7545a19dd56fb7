import type { ReactElement } from 'react'

/** How the line of a run is drawn. */
export function LineSample({ dash, color = 'ink-2' }: { dash: string | null; color?: string }): ReactElement {
  return (
    <svg width={26} height={8} aria-hidden style={{ flex: 'none' }}>
      <path
        d="M1 4H25"
        stroke={`var(--${color})`}
        strokeWidth={dash === null ? 2 : 1.5}
        strokeDasharray={dash ?? undefined}
      />
    </svg>
  )
}
