'use client'

import { useRouter } from 'next/navigation'
import { type ReactElement, useState } from 'react'
import { Section } from '#components/layout/page.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { notify } from '#components/ui/notify.ts'
import { Problem } from '#components/ui/problem.tsx'
import { Select } from '#components/ui/select.tsx'
import { Table, Td, Th } from '#components/ui/table.tsx'
import type { Role } from '#lib/access/role.ts'
import type { Member } from '#lib/access/schema.ts'
import { api, apiProblem } from '#lib/api/client.ts'
import { AddPerson } from './add-person.tsx'
import { ROLE_CHOICES, ROLE_WORDS } from './role-words.ts'

interface Props {
  projectId: string
  members: readonly Member[]
  /** Whose page this is. */
  userId: string
  mayManage: boolean
}

/** Who works in this project, and as what. */
export function PeopleSection({ projectId, members, userId, mayManage }: Props): ReactElement {
  return (
    <Section
      title="People"
      meta={mayManage ? 'Roles hold in this project only' : 'An admin of this project adds people and changes roles'}
      tools={mayManage ? <AddPerson projectId={projectId} /> : undefined}
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
            {members.map((member) => (
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
                  {mayManage ? <RoleChoice projectId={projectId} member={member} /> : member.role}
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
      </div>
    </Section>
  )
}

function RoleChoice({ projectId, member }: { projectId: string; member: Member }): ReactElement {
  const router = useRouter()
  const [role, setRole] = useState<Role>(member.role)
  const change = async (next: Role): Promise<void> => {
    setRole(next)
    try {
      await api.members.update({ id: projectId, userId: member.userId, role: next })
      notify(`${member.name} is ${next} now`, {}, 'success')
      router.refresh()
    } catch (thrown) {
      setRole(member.role)
      notify('The role was not changed', { description: apiProblem(thrown).message }, 'error')
    }
  }
  return (
    <Select
      aria-label={`Role of ${member.name}`}
      value={role}
      options={ROLE_CHOICES}
      onChange={(event) => void change(event.target.value as Role)}
    />
  )
}

function Remove({ projectId, member }: { projectId: string; member: Member }): ReactElement {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const remove = async (): Promise<void> => {
    setBusy(true)
    try {
      await api.members.remove({ id: projectId, userId: member.userId })
      setOpen(false)
      router.refresh()
    } catch (thrown) {
      setProblem(apiProblem(thrown).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button size="sm" kind="ghost" onClick={() => setOpen(true)} aria-label={`Remove ${member.name}`}>
        Remove
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Remove ${member.name} from the project?`}
        description="Their account stays, and so does all they did and signed. They see this project no more."
        className="max-w-[440px]"
      >
        <Problem>{problem}</Problem>
        <DialogFooter>
          <span className="flex-1" />
          <Button onClick={() => setOpen(false)}>Keep</Button>
          <Button kind="danger-solid" busy={isBusy} onClick={() => void remove()}>
            Remove
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  )
}
