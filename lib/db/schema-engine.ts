import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { type Migration, readMigrations } from './migration-files.ts'
import { schemaAdapterFactory } from './schema-adapter.ts'

// Prisma's command line downloads a native schema engine, which a closed network forbids; the same engine comes from npm
// as WebAssembly.

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
  const imports = { './schema_engine_bg.js': withRestfulTimers(wasm as unknown as WebAssembly.ModuleImports) }
  const instance = await WebAssembly.instantiate(await WebAssembly.compile(bytes), imports)
  wasm.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  return wasm
}

/** The engine leaves the timer of its lock running, which would keep every process alive for ten seconds after its work. */
function withRestfulTimers(imports: WebAssembly.ModuleImports): WebAssembly.ModuleImports {
  const changed = { ...imports }
  for (const [name, call] of Object.entries(imports)) {
    if (!name.startsWith('__wbg_setTimeout') || typeof call !== 'function') continue
    changed[name] = (...parts: unknown[]) => call(...parts).unref()
  }
  return changed
}

/** Lends Prisma's schema engine, speaking to the database at `url`, and closes its connections afterwards. */
export async function withSchemaEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loaded ??= loadEngine()
  const { SchemaEngine: Engine } = await loaded
  const factory = schemaAdapterFactory(url)
  const datamodels = readSchema().map((file): [string, string] => [file.path, file.content])
  try {
    const engine = await Engine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
    return await work(engine)
  } catch (error) {
    throw factory.refusal ? new Error(factory.refusal, { cause: error }) : error
  } finally {
    await factory.close()
  }
}

/** All schema files of the project, as the engine takes them. */
export function readSchema(folder = path.resolve('prisma')): { path: string; content: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: path.join(folder, name), content: readFileSync(path.join(folder, name), 'utf8') }))
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

/** The SQL that leads from what the migrations make to the schema files as they are; empty when they agree. */
export function diffToSchema(url: string): Promise<string> {
  return withSchemaEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationList(readMigrations()) },
      to: { tag: 'schemaDatamodel', files: readSchema() },
      script: true,
      exitCode: null,
      filters: noFilters,
    })
    const sql = stdout ?? ''
    return sql.replace(/^--.*$/gm, '').trim() === '' ? '' : sql
  })
}
