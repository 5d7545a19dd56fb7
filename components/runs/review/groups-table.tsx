import clsx from 'clsx'
import type { ReactElement } from 'react'
import { showCount } from '#lib/core/number-format.ts'
import type { ErrorsView } from '#lib/runs/errors-schema.ts'
import { Bare, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import samplesCss from '../samples/samples.module.css'
import table from '../tables/tables.module.css'

type Group = ErrorsView['groups'][number]

interface Props {
  groups: readonly Group[]
  nameOf: (operation: string) => string
  show: (second: number) => string
  onChoose: (group: Group) => void
}

/** What the kept exchanges say went wrong, alike ones together. */
export function GroupsTable({ groups, nameOf, show, onChoose }: Props): ReactElement {
  return (
    <RunSheet
      title="Alike"
      meta="kept exchanges by what they say; up to ten of a class are kept each minute"
      className={samplesCss.sheet}
    >
      <TableWrap label="Table of alike failures">
        <table className={table.table}>
          <caption className={css.sr}>Failures that say the same, the most frequent first</caption>
          <thead>
            <tr>
              <th scope="col">What it says</th>
              <th scope="col">Where</th>
              <th scope="col" className={clsx(table.r, table.flush)}>
                Kept
              </th>
              <th scope="col" className={clsx(table.r, table.flush)}>
                Last
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.slice(0, SHOWN).map((group) => (
              <tr key={group.sampleId}>
                <th scope="row" className={table.name} style={{ whiteSpace: 'normal' }}>
                  <button type="button" className={samplesCss.choose} onClick={() => onChoose(group)}>
                    {group.problem ?? `${group.class}${group.status > 0 ? `, status ${group.status}` : ''}`}
                  </button>
                </th>
                <td className={samplesCss.where}>{nameOf(group.operation)}</td>
                <td className={table.r}>
                  <Bare>{showCount(group.samples)[0]}</Bare>
                </td>
                <td className={table.r}>
                  <Bare>{show(group.lastMs / 1000)}</Bare>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableWrap>
    </RunSheet>
  )
}

const SHOWN = 6
