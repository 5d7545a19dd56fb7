import { type ReactElement, useMemo } from 'react'
import { say, showBytes, showLatency } from '#lib/core/number-format.ts'
import { HIDDEN } from '#lib/runs/hidden.ts'
import type { SampleView } from '#lib/runs/sample.ts'
import css from './samples.module.css'

type Shown = Pick<SampleView, 'request' | 'response' | 'status' | 'responseMs' | 'problem'>

/** A request and what came back, as they went over the wire but for secrets, which are marked. */
export function Exchange({ sample }: { sample: Shown }): ReactElement {
  const { request, response, status, responseMs, problem } = sample
  return (
    <section className={css.exchange} tabIndex={0} aria-label="Request and response">
      {problem ? <p className={css.problem}>{problem}</p> : null}
      <h3>
        <Text>{`${request.method} ${request.url}`}</Text>
      </h3>
      <Message message={request} />
      {response ? (
        <>
          <h3 className={css.answer}>
            {status} <span>after {say(showLatency(responseMs))}</span>
          </h3>
          <Message message={response} />
        </>
      ) : (
        <h3 className={css.answer}>
          No response <span>after {say(showLatency(responseMs))}</span>
        </h3>
      )}
    </section>
  )
}

function Message({ message }: { message: SampleView['request'] | NonNullable<SampleView['response']> }): ReactElement {
  const { headers, body, bodyBytes } = message
  const readable = useMemo(() => indented(body), [body])
  const keptBytes = useMemo(() => new TextEncoder().encode(body).length, [body])
  return (
    <>
      {headers.length > 0 ? (
        <dl className={css.headers}>
          {headers.map(([name, value], at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header may be there twice
            <div key={`${at}/${name}`}>
              <dt>{name}</dt>
              <dd>
                <Text>{value}</Text>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {body === '' ? null : (
        <pre className={css.body}>
          <Text>{readable}</Text>
        </pre>
      )}
      {bodyBytes > keptBytes && !body.includes(HIDDEN) ? (
        <p className={css.cut}>
          {body === ''
            ? `A body of ${say(showBytes(bodyBytes))}, not kept`
            : `Cut: the body has ${say(showBytes(bodyBytes))}`}
        </p>
      ) : null}
    </>
  )
}

/** JSON over several lines; anything else as it is. */
function indented(body: string): string {
  if (!/^\s*[[{]/.test(body)) return body
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** Text in which hidden secrets are marked. */
function Text({ children }: { children: string }): ReactElement {
  const [first, ...others] = children.split(HIDDEN)
  return (
    <>
      {first}
      {others.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text that never changes
        <span key={at}>
          <span className={css.hidden} title="Hidden before it was stored">
            {HIDDEN}
          </span>
          {part}
        </span>
      ))}
    </>
  )
}
