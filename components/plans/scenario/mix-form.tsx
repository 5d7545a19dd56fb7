'use client'

import { Plus, X } from 'lucide-react'
import { memo, type ReactElement, useMemo } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { say, showPercent } from '#lib/core/number-format.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { useNamed } from '../draft/use-named.ts'
import { useFindings } from '../page/findings.tsx'
import { type MixItem, type MixShare, mixShares, mixTarget } from './mix.ts'

const ROW =
  'grid grid-cols-[minmax(0,1fr)_84px_60px_28px] items-center gap-2 max-[560px]:grid-cols-[minmax(0,1fr)_52px_52px_28px] max-[560px]:gap-1.5'
const NO_MIX: readonly MixItem[] = []

/** What is sent, in which shares. */
export const MixForm = memo(function MixForm({ scenarioKey }: { scenarioKey: string }): ReactElement {
  const path = ['scenarios', scenarioKey, 'mix']
  const mix = useDraft((draft) => draft.scenarios?.find(({ key }) => key === scenarioKey)?.mix ?? NO_MIX)
  const operations = useNamed('operations')
  const flows = useNamed('flows')
  const { set, put, remove, canEdit } = useEdits()
  const finding = useFindings().at(path.join('.'))
  const shares = mixShares(mix, operations, flows)
  const options = useMemo(
    () => [
      ...operations.map(({ key, name }) => ({ value: `operation:${key}`, label: name || key })),
      ...flows.map(({ key, name }) => ({ value: `flow:${key}`, label: `${name || key} (flow)` })),
    ],
    [operations, flows],
  )

  const choose = (index: number, value: string): void => {
    const [kind = 'operation', key = ''] = value.split(':')
    const { operation: _operation, flow: _flow, ...rest } = mix[index] ?? {}
    set([...path, String(index)], { [kind]: key, ...rest })
  }
  const add = (): void => {
    const used = mix.map(mixTarget)
    const [kind = 'operation', key = ''] =
      (options.find(({ value }) => !used.includes(value)) ?? options[0])?.value.split(':') ?? []
    set(path, [...mix, { [kind]: key, weight: '1' }])
  }

  return (
    <fieldset className="min-w-0" data-place={path.join('.')}>
      <legend className="mb-[7px] text-xs font-semibold">Mix</legend>
      <MixBar shares={shares} />
      <div className="mt-2 grid gap-1.5">
        {mix.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a row is known by
          <div key={index} className={ROW}>
            <Select
              aria-label={`What row ${index + 1} of the mix sends`}
              data-place={[...path, String(index)].join('.')}
              value={mixTarget(item)}
              disabled={!canEdit}
              options={
                shares[index]?.isKnown
                  ? options
                  : [{ value: mixTarget(item), label: `${shares[index]?.name} (unknown)` }, ...options]
              }
              onChange={(event) => choose(index, event.target.value)}
            />
            <Input
              mono
              aria-label={`Weight of ${shares[index]?.name}`}
              aria-invalid={shares[index]?.share === null || undefined}
              value={item.weight ?? '1'}
              readOnly={!canEdit}
              onChange={(event) => put([...path, String(index), 'weight'], event.target.value)}
              className="text-right"
            />
            <span className="num text-right text-ink-3">{say(showPercent(shares[index]?.share, 1))}</span>
            {canEdit ? (
              <IconButton
                label={`Remove ${shares[index]?.name} from the mix`}
                onClick={() => remove(path, String(index), 'Row of the mix')}
              >
                <X aria-hidden />
              </IconButton>
            ) : null}
          </div>
        ))}
      </div>
      {finding ? <p className="mt-1 text-[11.5px] text-fail">{finding.message}</p> : null}
      {canEdit ? (
        options.length > 0 ? (
          <Button kind="ghost" size="sm" className="mt-1 -ml-2" onClick={add}>
            <Plus aria-hidden />
            Add to the mix
          </Button>
        ) : (
          <p className="text-xs text-ink-3">Add an operation first; then choose here what is sent.</p>
        )
      ) : null}
    </fieldset>
  )
})

/** The shares as one bar, strongest to faintest in the order of the rows. */
function MixBar({ shares }: { shares: readonly MixShare[] }): ReactElement | null {
  const shown = shares.filter(({ share }) => share)
  if (shown.length === 0) return null
  const says = shown.map(({ name, share }) => `${name} ${say(showPercent(share, 1))}`).join(', ')
  return (
    <div className="flex h-10 gap-0.5" role="img" aria-label={`Mix: ${says}`}>
      {shown.map(({ name, share }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a share is known by
          key={index}
          title={`${name} ${say(showPercent(share, 1))}`}
          style={{
            flex: `${share} 1 0`,
            background: `color-mix(in oklab, var(--n-500) ${Math.max(8, 30 - index * 4)}%, var(--panel))`,
          }}
          className="grid min-w-1 content-center overflow-hidden rounded-sm px-2 text-[11.5px] leading-[15px]"
        >
          {(share ?? 0) >= 0.08 ? (
            <>
              <b className="truncate font-medium">{name}</b>
              <span className="text-2xs leading-[14px] text-ink-2">{say(showPercent(share, 1))}</span>
            </>
          ) : null}
        </span>
      ))}
    </div>
  )
}
