import type { ReactElement } from 'react'

/** Why what was asked for did not happen; nothing while there is nothing to say. */
export function Problem({ children }: { children: string | null | undefined }): ReactElement | null {
  return children ? (
    <p role="alert" className="text-xs text-fail">
      {children}
    </p>
  ) : null
}
