'use client'

import type { ReactElement } from 'react'
import { parseCheck } from '#lib/plans/check-parser.ts'
import { asSentence, suggest } from './suggest.ts'
import { TextLines } from './text-lines.tsx'

/** What an answer must be to count as ok, read as it is typed. */
export function CheckLines({ path }: { path: readonly string[] }): ReactElement {
  return (
    <TextLines
      path={path}
      label="Checks"
      what="check"
      help="an answer that misses one counts as failed"
      placeholder="status = 201"
      example={
        <>
          <code>status = 201</code>, <code>body $.id exists</code>, <code>latency &lt; 1s</code>
        </>
      }
      read={(text) => {
        const read = parseCheck(text)
        return read.ok
          ? { ok: true }
          : {
              ok: false,
              message: asSentence(read.problem.message),
              position: read.problem.position,
              suggestions: suggest(text, read.problem),
            }
      }}
    />
  )
}
