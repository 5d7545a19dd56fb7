import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { unknownName } from './unknown-name.ts'

/** The sound plan, in which `read` asks for this path. */
const reading = (path: string, change: (draft: PlanDraft) => void = () => {}) =>
  findingsOf(unknownName, (draft) => {
    draft.operations![0]!.extract = { orderId: 'body $.id' }
    draft.operations![1]!.request = { path }
    change(draft)
  })

describe('unknown-name', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(unknownName)).toEqual([])
  })

  it.each([
    '/orders/{{ user }}-{{ iteration }}?x={{ uuid }}&y={{ randomInt(1, 9) }}&z={{ pick(small, large) }}',
    '/{{ tenant }}/{{ base64(secret.TOKEN) }}/{{ "a text" }}',
    '/{{ email }}/{{ people.city }}/{{ users.login }}',
  ])('knows functions, variables, secrets and columns: %s', (path) => {
    const found = reading(path, (draft) => {
      draft.environments![0]!.variables = { tenant: 'acme' }
      draft.environments![0]!.secrets = ['TOKEN']
      draft.testData = {
        datasets: [
          { key: 'people', generate: { rows: '10' } },
          { key: 'users', file: 'users.csv', columns: ['login'] },
        ],
      }
    })
    expect(found).toEqual([])
  })

  it.each<[string, string, string]>([
    ['/{{ ordreId }}', 'Nothing gives {{ ordreId }} a value; did you mean "orderId"?', 'Write {{ orderId }}'],
    [
      '/{{ secret.TOKEN }}',
      'The secret TOKEN is listed in no environment',
      'Write secrets: [TOKEN] in the environment',
    ],
    [
      '/{{ randomInteger(1, 9) }}',
      'There is no function randomInteger; did you mean "randomInt"?',
      'Write {{ randomInt }}',
    ],
    ['/{{ base64(tennant) }}', 'Nothing gives {{ tennant }} a value', 'Extract it in an operation before'],
    ['/{{ payload }}', '{{ payload }} needs a payload class', 'Write, for example, payload: medium'],
    ['/{{ a b }}', '{{ a b }} cannot be read', 'Write a name, for example {{ orderId }}'],
  ])('names what nothing gives, the nearest word and what to write: %s', (path, message, fix) => {
    const [found] = reading(path, (draft) => void draft.scenarios!.pop())
    expect([found?.severity, found?.places[0]]).toEqual(['error', 'operations.read.request.path'])
    expect(found?.message).toContain(message)
    expect(found?.fix).toContain(fix)
  })

  it('wants a value to be extracted in every scenario that needs it, or by setup', () => {
    // `flood` sends `read` alone; `base` sends it with `create`.
    const found = reading('/orders/{{ orderId }}')
    expect(found).toEqual([
      {
        rule: 'unknown-name',
        severity: 'error',
        message: '{{ orderId }} is extracted by create, which is not sent where flood sends read',
        places: ['operations.read.request.path', 'scenarios.flood.mix'],
        fix: 'Add create to flood, put both into a flow, or run create in setup',
      },
    ])
    expect(reading('/orders/{{ orderId }}', (draft) => void (draft.setup = [{ operation: 'create' }]))).toEqual([])
    expect(reading('/orders/{{ orderId }}', (draft) => void (draft.auth = { login: 'create' }))).toEqual([])
  })

  it('looks into headers, bodies and the path that is polled, which knows what its own request gave', () => {
    const found = findingsOf(unknownName, (draft) => {
      draft.operations![0] = {
        key: 'create',
        request: {
          path: '/orders',
          headers: { 'x-a': '{{ one }}' },
          body: { json: { list: [{ name: '{{ two }}' }] } },
        },
        extract: { job: 'body $.id' },
        poll: { path: '/jobs/{{ job }}/{{ three }}', until: 'status = 200' },
      }
    })
    expect(found.map(({ places }) => places[0])).toEqual([
      'operations.create.request.headers.x-a',
      'operations.create.request.body',
      'operations.create.poll.path',
    ])
  })

  it('of setup are known in the order of its steps', () => {
    const setUp = (setup: PlanDraft['setup']) =>
      findingsOf(unknownName, (draft) => {
        draft.setup = setup
        draft.operations!.push(
          { key: 'login', request: { path: '/login' }, extract: { token: 'body $.token' } },
          { key: 'fill', request: { path: '/fill', headers: { authorization: 'Bearer {{ token }}' } } },
        )
      })
    expect(setUp(['login', 'fill'])).toEqual([])
    expect(setUp(['fill', 'login'])[0]).toMatchObject({ severity: 'error', places: [expect.any(String), 'setup.0'] })
    expect(setUp([])).toEqual([])
  })

  it('of what is not sent are only warned of, and a file with unknown columns may hold any', () => {
    const unused = findingsOf(unknownName, (draft) => {
      draft.operations!.push({ key: 'later', request: { path: '/{{ nowhere }}' } })
    })
    expect(unused).toMatchObject([{ severity: 'warning' }])
    const file = (path: string) =>
      reading(path, (draft) => {
        draft.testData = { datasets: [{ key: 'users', file: 'users.csv' }] }
        draft.scenarios!.pop()
      })
    expect(file('/{{ login }}')).toEqual([])
    expect(file('/{{ ordreId }}')).toMatchObject([{ severity: 'warning' }])
  })
})
