import { describe, expect, it } from 'vitest'
import { messages, planOf, small, withOperation } from '../compile-fixture.ts'
import type { OperationDraft } from '../document/plan.ts'

const operationOf = (operation: Omit<OperationDraft, 'key'>) => planOf(withOperation(operation)).operations[0]!

describe('extraction by a pattern', () => {
  it.each([
    ['pattern "token=([a-z0-9]+)"', 'token=([a-z0-9]+)'],
    ['pattern \'value="([^"]+)"\'', 'value="([^"]+)"'],
    ['pattern /id="(?<id>\\d+)"/', 'id="(?<id>\\d+)"'],
    ['  pattern  "(?:a|b)(c)" ', '(?:a|b)(c)'],
  ])('is a regular expression with one group: %s', (text, pattern) => {
    expect(operationOf({ extract: { token: text } }).extract).toEqual({ token: { from: 'pattern', pattern } })
  })

  it.each([
    ['pattern token=(x)', 'it stands in quotes'],
    ['pattern "token="', 'it has no group'],
    ['pattern "(a)(b)"', 'it has 2 groups'],
    ['pattern "([a-z"', 'Unterminated character class'],
    ['pattern /(a)/i', 'it stands in quotes'],
    ['patern "(a)"', 'did you mean "pattern"?'],
  ])('that cannot be meant is refused with an example: %s', (text, why) => {
    const [message] = messages(withOperation({ extract: { token: text } }))
    expect(message).toContain('operations.read.extract.token: ')
    expect(message).toContain(why)
  })
})

describe('a JSON body', () => {
  const templateOf = (json: unknown) => {
    const { body } = operationOf({ request: { method: 'POST', path: '/', body: { json: json as never } } })
    return body?.kind === 'json' ? body.template : null
  }

  it('keeps templates as they were written, in values and names', () => {
    expect(templateOf({ '{{ user }}': 'a "{{ pick("a", "b") }}"', n: [1, null, true] })).toBe(
      '{"{{ user }}":"a \\"{{ pick("a", "b") }}\\"","n":[1,null,true]}',
    )
  })

  it('takes braces that are not closed for text, whatever follows', () => {
    const template = templateOf({ a: '{{', b: { c: { d: 1 } } })
    expect(template).not.toContain('{{')
    expect(JSON.parse(template ?? '')).toEqual({ a: '{{', b: { c: { d: 1 } } })
  })
})

describe('a multipart body', () => {
  const multipart = (parts: NonNullable<NonNullable<OperationDraft['request']>['body']>['multipart']) => ({
    ...withOperation({ request: { method: 'POST', path: '/imports', body: { multipart: parts } } }),
    testData: { datasets: [{ key: 'contacts', generate: { rows: '10' } }] },
  })

  it('holds texts and data sets as CSV files', () => {
    const plan = planOf(
      multipart({
        note: 'by {{ user }}',
        file: { dataset: 'contacts', name: 'all.csv' },
        plain: { dataset: 'contacts' },
        meta: { value: '{}', type: 'application/json' },
      }),
    )
    expect(plan.operations[0]?.body).toEqual({
      kind: 'multipart',
      parts: [
        { name: 'note', content: { kind: 'text', template: 'by {{ user }}' }, fileName: null, contentType: null },
        {
          name: 'file',
          content: { kind: 'dataset', dataset: 'contacts' },
          fileName: 'all.csv',
          contentType: 'text/csv',
        },
        {
          name: 'plain',
          content: { kind: 'dataset', dataset: 'contacts' },
          fileName: 'contacts.csv',
          contentType: 'text/csv',
        },
        { name: 'meta', content: { kind: 'text', template: '{}' }, fileName: null, contentType: 'application/json' },
      ],
    })
  })

  it('is refused without parts, with a part of nothing or of both, and with an unknown data set', () => {
    expect(messages(multipart({}))[0]).toContain('body.multipart: The multipart body has no part')
    expect(messages(multipart({ a: {} }))[0]).toContain('multipart.a: A part holds either a dataset or a value')
    expect(messages(multipart({ a: { dataset: 'contacts', value: 'x' } }))[0]).toContain('either a dataset or a value')
    expect(messages(multipart({ a: { file: 'x.csv' } }))[0]).toContain('multipart.a.file: A file is sent as a data set')
    expect(messages(multipart({ a: { dataset: 'contact' } }))[0]).toContain(
      '"contact" is not defined; did you mean "contacts"?',
    )
  })
})

describe('polling', () => {
  const poll = { path: '/jobs/{{ job }}', until: 'body $.status = done' }
  const polled = (change: OperationDraft['poll'] = {}) =>
    withOperation({ extract: { job: 'body $.id' }, poll: { ...poll, ...change } })

  it('is every second for at most ten minutes unless the plan says', () => {
    expect(planOf(polled()).operations[0]?.poll).toMatchObject({
      path: '/jobs/{{ job }}',
      everyMs: 1000,
      timeoutMs: 600_000,
    })
    expect(planOf(polled({ every: '200ms', timeout: '1h' })).operations[0]?.poll).toMatchObject({
      until: { text: 'body $.status = done' },
      everyMs: 200,
      timeoutMs: 3_600_000,
    })
  })

  it.each<[NonNullable<OperationDraft['poll']>, string]>([
    [{ path: '' }, 'poll.path: The path of the request is missing'],
    [{ path: 'jobs' }, 'poll.path: "jobs" is not a path'],
    [{ until: undefined }, 'poll.until: What ends the polling is missing'],
    [{ until: 'status is 200' }, 'poll.until: Expected a test'],
    [{ every: '0s' }, 'poll.every: Polling every 0 ms never pauses'],
    [{ timeout: '0s' }, 'poll.timeout: A time limit of 0'],
  ])('that cannot be carried out is refused: %j', (change, message) => {
    expect(messages(polled(change))[0]).toContain(message)
  })

  it('makes a job whose time can be judged beside that of its request', () => {
    const draft = polled()
    const judged = (judge: string) => messages({ ...draft, acceptance: [{ key: 'a', judge }] })
    expect(judged('max(read.job) < 10m')).toEqual([])
    expect(
      planOf({ ...draft, acceptance: [{ key: 'a', judge: 'max(read.job) < 10m' }] }).objectives[0]?.entry,
    ).toMatchObject({
      criterion: { selector: { kind: 'flow', key: 'read.job' } },
    })
    expect(judged('max(raed.job) < 10m')[0]).toContain('did you mean "read.job"?')
    expect(messages(small({ acceptance: [{ key: 'a', judge: 'max(read.job) < 10m' }] }))[0]).toContain(
      '"read.job" is not defined',
    )
    expect(messages({ ...draft, slas: [{ key: 's', flow: 'read.job', metric: 'p95', target: '1m' }] })).toEqual([])
  })
})

describe('custom metrics', () => {
  it('take a number from a header or a body', () => {
    const metrics = [
      { key: 'server-time', label: 'Server time', unit: 'ms', take: 'header x-server-time' },
      { key: 'hits', kind: 'rate', take: 'body $.hit' },
    ]
    expect(operationOf({ metrics }).metrics).toEqual([
      {
        key: 'server-time',
        label: 'Server time',
        kind: 'trend',
        unit: 'ms',
        take: { from: 'header', name: 'x-server-time' },
      },
      { key: 'hits', label: 'hits', kind: 'rate', unit: null, take: { from: 'body', path: '$.hit' } },
    ])
  })

  it('are named where they are wrong, or judged and not there', () => {
    expect(messages(withOperation({ metrics: [{ key: 'x' }] }))[0]).toContain(
      'metrics.x.take: Where the number is taken from is missing',
    )
    expect(messages(withOperation({ metrics: [{ key: 'x', kind: 'gauge', take: 'body $.x' }] }))[0]).toContain(
      'metrics.x.kind: "gauge"',
    )
    expect(messages(withOperation({ metrics: [{ key: 'x', take: 'json $.x' }] }))[0]).toContain(
      'metrics.x.take: Expected a subject',
    )
    expect(messages(small({ acceptance: [{ key: 'a', judge: 'custom(rows) > 1' }] }))[0]).toContain(
      'The custom metric "rows" is not defined',
    )
  })
})

describe('a verbatim request', () => {
  it('may be as malformed as it likes', () => {
    const request = { method: 'get', path: '/%00 ../ HTTP', headers: { 'Bad Name': 'x' } }
    expect(operationOf({ verbatim: true, request })).toMatchObject({ verbatim: true, ...request })
    expect(messages(withOperation({ request }))).toHaveLength(2)
  })
})
