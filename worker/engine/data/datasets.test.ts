import { describe, expect, it } from 'vitest'
import { Random } from '#lib/load/random.ts'
import type { LoadPart } from '#lib/load/split.ts'
import type { CompiledDataset } from '#lib/plans/compiled.ts'
import { Datasets } from './datasets.ts'

const people = (pick: CompiledDataset['pick'], key = 'users'): CompiledDataset => ({
  key,
  pick,
  source: { kind: 'file', file: `${key}.csv` },
})
const numbers = (count: number) => Buffer.from(`n\n${Array.from({ length: count }, (_, i) => i).join('\n')}\n`)

function drawn(sets: Datasets, times: number, random = new Random(1)): (string | null)[] {
  const dataset = sets.get('users')
  return Array.from({ length: times }, () => dataset.draw(random)?.[0] ?? null)
}

describe('rows of a data set', () => {
  it('in sequence begin anew after the last', () => {
    const sets = new Datasets([people('sequential')], { users: numbers(3) }, 1)
    expect(drawn(sets, 7)).toEqual(['0', '1', '2', '0', '1', '2', '0'])
  })

  it('at random are repeated by the same seed', () => {
    const sets = new Datasets([people('random')], { users: numbers(50) }, 1)
    const first = drawn(sets, 200, new Random(5))
    expect(drawn(sets, 200, new Random(5))).toEqual(first)
    expect(new Set(first).size).toBeGreaterThan(40)
  })

  it('if unique are dealt over all shards and threads, each once, and then there are none', () => {
    for (const shares of [undefined, [0.7, 0.3]]) {
      const all: (string | null)[] = []
      for (const [shard, thread] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ] as const) {
        const sets = new Datasets([people('unique')], { users: numbers(101) }, 1)
        sets.get('users')
        sets.deal({ shard, shards: 2, thread, threads: 2, ...(shares && { shares }) } satisfies LoadPart)
        all.push(...drawn(sets, 101).filter((value) => value !== null))
      }
      expect(all.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 101 }, (_, i) => i))
    }
  })

  it('that ran out are told of in a sentence', () => {
    const sets = new Datasets([people('unique')], { users: numbers(2) }, 1)
    const users = sets.get('users')
    const rows: (string[] | null)[] = []
    const found = Array.from({ length: 4 }, () => sets.draw([users], rows, new Random(1)))
    expect(found).toEqual([true, true, false, false])
    expect(sets.shortage).toMatch(
      /data set users ran out: each of its 2 rows is used once, and 2 iterations found none/,
    )
  })
})

describe('columns', () => {
  const sets = new Datasets(
    [people('random'), people('random', 'admins')],
    { users: Buffer.from('email,name\na@x.test,A\n'), admins: Buffer.from('email,level\nr@x.test,9\n') },
    1,
  )

  it('are found by data set and name, or by name alone where only one has it', () => {
    expect(sets.find('admins.email')).toMatchObject({ dataset: { key: 'admins' }, column: 0 })
    expect(sets.find('level')).toMatchObject({ dataset: { key: 'admins' }, column: 1 })
    expect(sets.find('nothing')).toBeNull()
  })

  it('are refused when they could be two, or are none', () => {
    expect(() => sets.find('email')).toThrow(/several data sets; write users\.email or admins\.email/)
    expect(() => sets.find('users.mail')).toThrow(/users has no column mail; it has: email, name/)
  })
})

describe('a data set as a file', () => {
  it('is the file itself, or made once', () => {
    const content = Buffer.from('a,b\n1,"x\ny"\n')
    const made: CompiledDataset = {
      key: 'made',
      pick: 'random',
      source: { kind: 'generate', rows: 10, invalid: 1, duplicate: 1 },
    }
    const sets = new Datasets([people('random'), made], { users: content }, 1)
    expect(sets.fileOf('users').toString()).toBe(content.toString())
    expect(sets.fileOf('made').toString().split('\r\n')).toHaveLength(12)
    expect(sets.fileOf('made')).toBe(sets.fileOf('made'))
  })

  it('that is not here is asked for by name', () => {
    const sets = new Datasets([people('random')], {}, 1)
    expect(() => sets.get('users')).toThrow(/read from users\.csv, and that file is not here/)
    expect(() => sets.get('others')).toThrow(/no data set "others"/)
  })
})
