'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useRef, useState } from 'react'
import { Section } from '#components/layout/page.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/field.tsx'
import { notify } from '#components/ui/notify.ts'
import { Problem } from '#components/ui/problem.tsx'
import { Select } from '#components/ui/select.tsx'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { NothingYet } from '#components/ui/titled-sheet.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import type { Role } from '#lib/access/role.ts'
import type { Member } from '#lib/access/schema.ts'
import { api, apiProblem } from '#lib/api/client.ts'
import { AddPerson } from './add-person.tsx'
import { ConfirmButton } from './confirm-button.tsx'
import { ROLE_CHOICES, ROLE_WORDS } from './role-words.ts'

interface Props {
  projectId: string
  members: readonly Member[]
  /** Whose page this is. */
  userId: string
  mayManage: boolean
}

/** More than this are looked for by name. */
const MANY = 12

/** Who works in this project, and as what. */
export function PeopleSection({ projectId, members, userId, mayManage }: Props): ReactElement {
  const [wanted, setWanted] = useState('')
  const found = members
    .filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted.trim().toLowerCase()))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
  return (
    <Section
      title="People"
      meta={mayManage ? 'Roles hold in this project only' : 'An admin of this project adds people and changes roles'}
      tools={
        <>
          {members.length > MANY ? (
            <Input
              aria-label="Find a person"
              type="search"
              placeholder="Find by name or e-mail"
              className="w-56"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          ) : null}
          {mayManage ? <AddPerson projectId={projectId} /> : null}
        </>
      }
    >
      <div className="sheet overflow-hidden">
        <Table>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>E-mail</Th>
              <Th>Role</Th>
              <Th className="max-[720px]:hidden">What that allows</Th>
              <Th className="max-[720px]:hidden">Since</Th>
              {mayManage ? (
                <Th>
                  <span className="sr-only">Remove</span>
                </Th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {found.map((member) => (
              <tr key={member.userId}>
                <Td className="whitespace-nowrap">
                  <span className="inline-flex items-center gap-2">
                    <Avatar name={member.name} />
                    <b className="font-[550]">{member.name}</b>
                    {member.userId === userId ? <span className="text-xs text-ink-3">you</span> : null}
                  </span>
                </Td>
                <Td className="text-ink-2">{member.email}</Td>
                <Td className="w-32">
                  {mayManage ? (
                    <RoleChoice projectId={projectId} member={member} isSelf={member.userId === userId} />
                  ) : (
                    member.role
                  )}
                </Td>
                <Td className="text-ink-3 max-[720px]:hidden">{ROLE_WORDS[member.role]}</Td>
                <Td className="whitespace-nowrap text-ink-3 max-[720px]:hidden">{member.since.slice(0, 10)}</Td>
                {mayManage ? (
                  <Td className="text-right">
                    <Remove projectId={projectId} member={member} />
                  </Td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </Table>
        {found.length === 0 ? <NothingYet>Nobody here is called that.</NothingYet> : null}
      </div>
    </Section>
  )
}

/** Chosen first and then saved: on the keyboard one comes to a role through all between. */
function RoleChoice({
  projectId,
  member,
  isSelf,
}: {
  projectId: string
  member: Member
  isSelf: boolean
}): ReactElement {
  const router = useRouter()
  const select = useRef<HTMLSelectElement>(null)
  const [chosen, setChosen] = useState<Role | null>(null)
  const role = chosen ?? member.role
  const isChanged = role !== member.role
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const back = (): void => {
    setChosen(null)
    select.current?.focus()
  }
  const save = (event: FormEvent): void => {
    event.preventDefault()
    void attempt(async () => {
      await api.members.update({ id: projectId, userId: member.userId, role })
      notify(`${member.name} is ${role} now`, {}, 'success')
      select.current?.focus()
      router.refresh()
    })
  }
  return (
    <form onSubmit={save} className="grid gap-1">
      <span className="flex items-center gap-1.5">
        <Select
          ref={select}
          aria-label={`Role of ${member.name}`}
          className="w-28"
          value={role}
          options={ROLE_CHOICES}
          onChange={(event) => setChosen(event.target.value as Role)}
        />
        {isChanged ? (
          <>
            <Button size="sm" kind="primary" type="submit" busy={busy !== null}>
              Save
            </Button>
            <Button size="sm" kind="ghost" onClick={back}>
              Undo
            </Button>
          </>
        ) : null}
      </span>
      {isSelf && isChanged && member.role === 'admin' ? (
        <span className="text-2xs text-warn">Another admin would have to give it back.</span>
      ) : null}
      <Problem>{problem}</Problem>
    </form>
  )
}

function Remove({ projectId, member }: { projectId: string; member: Member }): ReactElement {
  return (
    <ConfirmButton
      does="Remove"
      what={member.name}
      title={`Remove ${member.name} from the project?`}
      description="Their account stays, and so does all they did and signed. They see this project no more."
      onConfirm={() => api.members.remove({ id: projectId, userId: member.userId })}
    />
  )
}
