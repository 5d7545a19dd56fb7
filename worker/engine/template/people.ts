// Names and addresses of nobody in particular, under the names that faker made common.

import type { Random } from '#lib/load/random.ts'
import { CITIES, FIRST, LAST } from '#lib/plans/data/name-lists.ts'
import type { RenderContext } from './context.ts'

const one = (list: string[], random: Random) => list[random.int(0, list.length - 1)]!

function email(random: Random): string {
  return `${one(FIRST, random)}.${one(LAST, random)}.${random.int(1, 99_999_999)}@example.test`.toLowerCase()
}

export const PEOPLE: Record<string, () => (context: RenderContext) => string> = {
  'faker.person.firstName':
    () =>
    ({ random }) =>
      one(FIRST, random),
  'faker.person.lastName':
    () =>
    ({ random }) =>
      one(LAST, random),
  'faker.person.fullName':
    () =>
    ({ random }) =>
      `${one(FIRST, random)} ${one(LAST, random)}`,
  'faker.internet.email':
    () =>
    ({ random }) =>
      email(random),
  'faker.location.city':
    () =>
    ({ random }) =>
      one(CITIES, random),
  'faker.phone.number':
    () =>
    ({ random }) =>
      `+00 555 ${random.int(1_000_000, 9_999_999)}`,
}
