'use client'

import type { ReactElement } from 'react'
import { DraftField } from '../fields/draft-field.tsx'
import { readCount, readDuration, readPercent, readRate } from '../fields/reading.ts'
import { fieldsAt, type LoadFieldsProps } from './load-problem.ts'

/** Level by level until one fails, then between the last that held and that one. */
export function SearchForm({ path, model, problems }: LoadFieldsProps): ReactElement {
  const at = fieldsAt(path, problems)
  const [read, from, most] = model === 'users' ? [readCount, '10', '1000'] : [readRate, '100/s', '5000/s']
  return (
    <>
      <DraftField {...at('from')} label="From" placeholder={from} read={read} mono />
      <DraftField {...at('maximum')} label="At most" placeholder={most} read={read} mono />
      <DraftField {...at('factor')} label="Each step times" placeholder="2" read={readCount} mono />
      <DraftField {...at('hold')} label="Each level for" placeholder="30s" read={readDuration} mono />
      <DraftField
        {...at('precision')}
        label="As near as"
        placeholder="5%"
        help="what held to what failed"
        read={readPercent}
        mono
      />
      <DraftField
        {...at('confirm')}
        label="Confirmed for"
        placeholder="1m"
        help="the last that held, again"
        read={readDuration}
        mono
      />
      <DraftField
        {...at('for')}
        label="Ends after"
        placeholder="when found"
        help="at the latest"
        read={readDuration}
        mono
        className="col-span-2"
      />
    </>
  )
}
