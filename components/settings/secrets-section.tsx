import { CircleCheck, CircleDashed } from 'lucide-react'
import type { ReactElement } from 'react'
import { Section } from '#components/layout/page.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Table, Td, Th } from '#components/ui/table.tsx'
import type { SecretRow } from './secret-rows.ts'
import { SecretValue } from './secret-value.tsx'

interface Props {
  projectId: string
  rows: readonly SecretRow[]
  mayChange: boolean
}

/** Which secrets the plans of a project ask for and which of them have a value. A value goes in and never comes out. */
export function SecretsSection({ projectId, rows, mayChange }: Props): ReactElement {
  return (
    <Section title="Secrets" meta="Stored encrypted, opened only by the worker that sends the load">
      {rows.length === 0 ? (
        <EmptyState title="No plan asks for a secret" className="min-h-40">
          Name one under an environment of a plan, for example secrets: [API_TOKEN], and give it its value here.
        </EmptyState>
      ) : (
        <div className="sheet overflow-hidden">
          <Table>
            <thead>
              <tr>
                <Th>Environment</Th>
                <Th>Secret</Th>
                <Th>Value</Th>
                <Th>Asked for by</Th>
                <Th aria-label="Change" />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.environment} ${row.name}`}>
                  <Td className="font-mono">{row.environment}</Td>
                  <Td className="font-mono">{row.name}</Td>
                  <Td>
                    <ValueState row={row} />
                  </Td>
                  <Td className="text-ink-2">{row.plans.join(', ') || 'no plan'}</Td>
                  <Td className="text-right whitespace-nowrap">
                    {mayChange ? <SecretValue projectId={projectId} row={row} /> : null}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Section>
  )
}

function ValueState({ row }: { row: SecretRow }): ReactElement {
  const [Icon, text, tone] = row.updatedAt
    ? [CircleCheck, `set ${row.updatedAt.slice(0, 10)}`, 'text-pass']
    : [CircleDashed, 'missing: runs that need it are refused', 'text-warn']
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className={`size-3.5 ${tone}`} />
      {text}
    </span>
  )
}
