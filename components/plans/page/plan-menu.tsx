'use client'

import { CopyPlus, Ellipsis, LayoutTemplate, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { type ReactElement, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { notify } from '#components/ui/notify.ts'
import { api, apiProblem } from '#lib/api/client.ts'

const DeletePlanDialog = dynamic(() => import('./delete-plan-dialog.tsx').then((module) => module.DeletePlanDialog), {
  ssr: false,
})
const SaveTemplateDialog = dynamic(
  () => import('./save-template-dialog.tsx').then((module) => module.SaveTemplateDialog),
  { ssr: false },
)

interface Props {
  planId: string
  name: string
  can: { edit: boolean; remove: boolean }
  /** Why the menu is there, for those who cannot see where it stands. */
  label?: string
  /** Comes first: what is copied is what the server has. Why that is not all there is, or null. */
  settle?: () => Promise<string | null>
}

/** What can be done with a plan as a whole. */
export function PlanMenu({ planId, name, can, label = 'More for this plan', settle }: Props): ReactElement | null {
  const router = useRouter()
  const [asks, setAsks] = useState<'delete' | 'template' | null>(null)
  if (!can.edit && !can.remove) return null

  const copying = async (work: () => Promise<void>): Promise<void> => {
    const why = await settle?.()
    if (why) return notify('The plan was not copied', { description: why }, 'error')
    try {
      await work()
    } catch (thrown) {
      notify('The plan was not copied', { description: apiProblem(thrown).message }, 'error')
    }
  }
  const clone = async (): Promise<void> => {
    const copy = await api.plans.clone({ id: planId })
    router.push(`/plans/${copy.id}`)
    router.refresh()
    notify(`This is ${copy.name}`, { description: 'A draft of its own; the plan it was copied from stays.' }, 'success')
  }
  const leave = (): void => {
    setAsks(null)
    router.push('/plans')
    router.refresh()
  }
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={label} className="size-8">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {can.edit ? (
          <>
            <MenuItem onSelect={() => void copying(clone)}>
              <CopyPlus aria-hidden />
              Clone the plan
            </MenuItem>
            <MenuItem onSelect={() => void copying(async () => setAsks('template'))}>
              <LayoutTemplate aria-hidden />
              Save as a template
            </MenuItem>
          </>
        ) : null}
        {can.edit && can.remove ? <MenuSeparator /> : null}
        {can.remove ? (
          <MenuItem danger onSelect={() => setAsks('delete')}>
            <Trash2 aria-hidden />
            Delete the plan
          </MenuItem>
        ) : null}
      </Menu>
      {asks === 'template' ? (
        <SaveTemplateDialog planId={planId} planName={name} onClose={() => setAsks(null)} />
      ) : null}
      {asks === 'delete' ? (
        <DeletePlanDialog planId={planId} name={name} onClose={() => setAsks(null)} onDone={leave} />
      ) : null}
    </>
  )
}
