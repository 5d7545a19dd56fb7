'use client'

import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { documentText } from '#lib/plans/document-text.ts'
import { useDraftWork, useSnapshot } from '../draft/draft-context.tsx'
import type { FieldConflict } from '../draft/edit-queue.ts'

/** Two people changed the same fields: both values, and whose shall hold. */
export function ConflictDialog(): ReactElement | null {
  const conflicts = useSnapshot((snapshot) => snapshot.conflicts)
  const [isHidden, setIsHidden] = useState(false)
  if (conflicts.length === 0) return null
  return (
    <>
      {isHidden ? (
        <Button kind="danger" size="sm" onClick={() => setIsHidden(false)}>
          Resolve the conflict
        </Button>
      ) : null}
      <Dialog
        open={!isHidden}
        onOpenChange={(open) => setIsHidden(!open)}
        title={
          conflicts.length === 1
            ? 'Somebody changed this field too'
            : `Somebody changed ${conflicts.length} of these fields too`
        }
        description="Everything else you typed is kept. Choose whose value holds."
      >
        <Choice conflicts={conflicts} />
      </Dialog>
    </>
  )
}

const nameOf = ({ path }: FieldConflict): string => path.join('.')

function Choice({ conflicts }: { conflicts: readonly FieldConflict[] }): ReactElement {
  const { store } = useDraftWork()
  const [mine, setMine] = useState<ReadonlySet<string>>(() => new Set(conflicts.map(nameOf)))
  const choose = (name: string, isMine: boolean): void => {
    const next = new Set(mine)
    if (isMine) next.add(name)
    else next.delete(name)
    setMine(next)
  }
  return (
    <>
      <ul className="min-h-0 overflow-y-auto">
        {conflicts.map((conflict) => {
          const name = nameOf(conflict)
          return (
            <li key={name} className="border-t border-line py-3 first:border-t-0">
              <fieldset>
                <legend className="mb-1.5 font-mono text-xs break-all">{name}</legend>
                <div className="grid grid-cols-2 gap-2 max-[480px]:grid-cols-1">
                  <Pick
                    name={name}
                    who="Theirs"
                    value={conflict.theirs}
                    isOn={!mine.has(name)}
                    onPick={() => choose(name, false)}
                  />
                  <Pick
                    name={name}
                    who="Yours"
                    value={conflict.yours}
                    isOn={mine.has(name)}
                    onPick={() => choose(name, true)}
                  />
                </div>
              </fieldset>
            </li>
          )
        })}
      </ul>
      <DialogFooter>
        <span className="flex-1" />
        <Button kind="primary" onClick={() => store.resolve(mine)}>
          {conflicts.length === 1 ? 'Use this value' : 'Use these values'}
        </Button>
      </DialogFooter>
    </>
  )
}

interface PickProps {
  name: string
  who: string
  value: unknown
  isOn: boolean
  onPick: () => void
}

function Pick({ name, who, value, isOn, onPick }: PickProps): ReactElement {
  return (
    <label
      className={cn(
        'flex min-w-0 cursor-pointer items-start gap-2.5 rounded-md border px-3 py-2',
        isOn ? 'border-accent bg-accent-soft shadow-[inset_0_0_0_1px_var(--accent)]' : 'border-edge',
      )}
    >
      <input type="radio" name={name} checked={isOn} onChange={onPick} className="mt-1 accent-accent" />
      <span className="min-w-0">
        <small className="block text-2xs text-ink-2">{who}</small>
        <span className="block max-h-32 overflow-y-auto font-mono text-xs break-words whitespace-pre-wrap">
          {value === undefined || value === null ? 'removed' : documentText(value)}
        </span>
      </span>
    </label>
  )
}
