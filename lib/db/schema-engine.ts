import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { DiffTarget, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'

// Prisma's command line downloads a native schema engine, which a closed network forbids; the same engine comes from npm
// as WebAssembly.

export type Migration = { name: string; sql: string }

export const noFilters = { externalTables: [], externalEnums: [] }

type WasmModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg') & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void
}

let loaded: Promise<WasmModule> | undefined

async function loadEngine(): Promise<WasmModule> {
  const wasm = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as WasmModule
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = readFileSync(path.join(path.dirname(file), 'schema_engine_bg.wasm'))
  const panic = { set_message: (message: string) => process.stderr.write(`Schema engine: ${message}\n`) }
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panic })
  const imports = { './schema_engine_bg.js': wasm as unknown as WebAssembly.ModuleImports }
  const instance = await WebAssembly.instantiate(await WebAssembly.compile(bytes), imports)
  wasm.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  return wasm
}

/** Prisma's schema engine speaking to the database at `url`. */
export async function createSchemaEngine(url: string): Promise<SchemaEngine> {
  loaded ??= loadEngine()
  const { SchemaEngine: Engine } = await loaded
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }))
  return Engine.new({ datamodels: readSchema().map((file) => [file.path, file.content]) }, () => {}, adapter)
}

/** All schema files of the project, as the engine takes them. */
export function readSchema(folder = path.resolve('prisma')): { path: string; content: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: path.join(folder, name), content: readFileSync(path.join(folder, name), 'utf8') }))
}

/** The migrations of the project, oldest first. */
export function readMigrations(folder = path.resolve('prisma/migrations')): Migration[] {
  let names: string[]
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
  } catch {
    return []
  }
  return names.sort().map((name) => ({ name, sql: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') }))
}

export function migrationList(migrations: Migration[]): MigrationList {
  return {
    baseDir: path.resolve('prisma/migrations'),
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

/** The SQL that leads from one state of the schema to another; empty when they agree. */
export async function diffSchemas(engine: SchemaEngine, from: DiffTarget, to: DiffTarget): Promise<string> {
  const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters: noFilters })
  const sql = stdout ?? ''
  return sql.replace(/^--.*$/gm, '').trim() === '' ? '' : sql
}
