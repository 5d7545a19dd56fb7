'use client'

import type { ReactElement } from 'react'
import { Section } from '#components/layout/page.tsx'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { NothingYet } from '#components/ui/titled-sheet.tsx'
import type { Role } from '#lib/access/role.ts'
import type { TokenView } from '#lib/access/schema.ts'
import { api } from '#lib/api/client.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { NewToken } from './new-token.tsx'

interface Props {
  projectId: string
  tokens: readonly TokenView[]
  /** Of whoever looks, in this project: a token of theirs may do no more. */
  role: Role
  /** ISO. */
  now: string
}

/** With what the command line and pipelines of one person get in. */
export function TokensSection({ projectId, tokens, role, now }: Props): ReactElement {
  return (
    <Section
      title="Your tokens"
      meta="For the command line, pipelines and the HTTP API; others do not see them"
      tools={<NewToken projectId={projectId} role={role} />}
    >
      <div className="sheet overflow-hidden">
        {tokens.length === 0 ? (
          <NothingYet>None yet. A pipeline needs one to start runs here.</NothingYet>
        ) : (
          <Table>
            <thead>
              <tr>
                <Th>For</Th>
                <Th className="max-[720px]:hidden">Begins with</Th>
                <Th>May</Th>
                <Th className="max-[720px]:hidden">Since</Th>
                <Th className="max-[720px]:hidden">Last used</Th>
                <Th className="max-[720px]:hidden">Ends</Th>
                <Th>
                  <span className="sr-only">Revoke</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {tokens.map((token) => (
                <tr key={token.id}>
                  <Td className="min-w-[14ch] font-[550] wrap-anywhere">{token.name}</Td>
                  <Td className="font-mono text-ink-3 max-[720px]:hidden">hr_{token.prefix}</Td>
                  <Td className="min-[720px]:whitespace-nowrap">
                    {token.role}{' '}
                    <span className="text-xs text-ink-3">
                      {token.projectId === projectId
                        ? 'here'
                        : token.projectId === null
                          ? 'in every project of yours'
                          : 'in another project'}
                    </span>
                  </Td>
                  <Td className="whitespace-nowrap text-ink-3 max-[720px]:hidden">{dayOf(token.createdAt)}</Td>
                  <Td className="whitespace-nowrap text-ink-3 max-[720px]:hidden">
                    {token.lastUsedAt ? dayOf(token.lastUsedAt) : 'never'}
                  </Td>
                  <Td className="whitespace-nowrap text-ink-3 max-[720px]:hidden">{sayEnd(token, now)}</Td>
                  <Td className="text-right">
                    <Revoke token={token} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </div>
    </Section>
  )
}

const dayOf = (instant: string): string => instant.slice(0, 10)

function sayEnd({ expiresAt }: TokenView, now: string): string {
  if (expiresAt === null) return 'never'
  return expiresAt <= now ? `has ended, ${dayOf(expiresAt)}` : dayOf(expiresAt)
}

function Revoke({ token: { id, name } }: { token: TokenView }): ReactElement {
  return (
    <ConfirmButton
      does="Revoke"
      what={name}
      title={`Revoke the token for ${name}?`}
      description="Whatever still uses it is refused from its next call on."
      onConfirm={() => api.tokens.revoke({ id })}
    />
  )
}
