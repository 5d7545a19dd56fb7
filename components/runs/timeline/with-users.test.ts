import { expect, test } from 'vitest'
import { fixturePoint } from '../follow/run-view.fixture.ts'
import { withUsers } from './with-users.ts'

test('an operation is drawn with the users of the run at the same second', () => {
  const own = [fixturePoint(1, { users: null, inFlight: null }), fixturePoint(9, { users: null, inFlight: null })]
  const points = withUsers(own, [fixturePoint(0), fixturePoint(1, { users: 7, inFlight: 3 })])
  expect(points.map((p) => [p.second, p.users, p.inFlight])).toEqual([
    [1, 7, 3],
    [9, null, null],
  ])
})
