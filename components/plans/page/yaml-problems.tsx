import { OctagonX } from 'lucide-react'
import type { ReactElement } from 'react'
import type { DocumentProblem } from './document-transfer.ts'

interface Props {
  message: string
  problems: readonly DocumentProblem[]
  /** Puts the cursor there. */
  onGo?: (line: number, column: number) => void
}

/** What is wrong with a document, line by line, each with a correct example. */
export function YamlProblems({ message, problems, onGo }: Props): ReactElement {
  return (
    <div
      role="alert"
      className="mt-2 max-h-52 overflow-y-auto rounded-md border border-fail-line bg-fail-soft px-3 py-2"
    >
      <p className="flex gap-1.5 font-medium text-fail">
        <OctagonX aria-hidden className="mt-[3px] size-3.5 shrink-0" />
        {problems.length === 0
          ? message
          : problems.length === 1
            ? 'One place is not right; nothing was changed.'
            : `${problems.length} places are not right; nothing was changed.`}
      </p>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.line}-${problem.column}-${problem.message}`} className="mt-1.5 text-xs leading-[17px]">
            {problem.line === null ? null : (
              <button
                type="button"
                onClick={() => onGo?.(problem.line ?? 1, problem.column ?? 1)}
                className="link mr-1.5 min-h-6 font-mono"
              >
                Line {problem.line}
              </button>
            )}
            {problem.message}
            {problem.example ? (
              <pre className="mt-1 overflow-x-auto rounded-sm bg-panel px-2 py-1 text-2xs text-ink-2">
                {problem.example}
              </pre>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
