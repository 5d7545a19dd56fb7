import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Entry = { version?: string; optionalDependencies?: Record<string, string>; integrity?: string; link?: boolean }

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> }

describe('package-lock.json', () => {
  it('names the packages of every platform, without which `npm ci` refuses to install', () => {
    // A registry that does not carry a platform's package makes `npm install` leave it out: add it by hand.
    const missing = Object.entries(lock.packages).flatMap(([place, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => {
        const nested = `${place}/node_modules/${name}`
        return !lock.packages[`node_modules/${name}`] && !lock.packages[nested]
      }),
    )
    expect(missing).toEqual([])
  })

  it('carries the integrity of the Node it brings along', () => {
    for (const platform of ['linux-x64', 'linux-arm64', 'win-x64']) {
      expect(lock.packages[`node_modules/node-${platform}`]?.integrity).toMatch(/^sha512-/)
    }
  })

  it('pins what package.json asks for', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>
    const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    const loose = wanted.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)
    expect(loose).toEqual([])
  })
})
