import type { ReactElement } from 'react'
import css from '../runs.module.css'
import table from '../tables/tables.module.css'
import samplesCss from './samples.module.css'

/** When a kept exchange took place; pressed, it is the one that is shown. */
export function ChooseCell(props: { at: string; isChosen: boolean; onChoose: () => void }): ReactElement {
  return (
    <th scope="row" className={table.name}>
      <button type="button" className={samplesCss.choose} aria-pressed={props.isChosen} onClick={props.onChoose}>
        <span className={css.mono}>{props.at}</span>
      </button>
    </th>
  )
}
