// The draft as this browser sees it: what the server has, with the edits that are not there yet laid over it.
// Edits are sent a moment after the last keystroke, one request at a time; whatever fails stays in the queue and in the
// safety copy, so that neither a lost connection nor a closed window loses a word.

import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'
import {
  addEdit,
  allEdits,
  type EditQueue,
  EMPTY_QUEUE,
  type FieldConflict,
  putBack,
  resolveField,
  settle,
  takeAll,
  takeOne,
} from './edit-queue.ts'
import { History } from './history.ts'
import { layOver } from './lay-over.ts'

export interface ServerDraft {
  version: number
  draft: PlanDraft
}

export type SaveAnswer =
  | { kind: 'saved'; version: number; savedAt: string; draft?: PlanDraft | undefined }
  | { kind: 'conflict'; fields: FieldConflict[]; now: ServerDraft }
  | { kind: 'unreachable' }
  /** `isFinal`: no edit of ours is taken any more, e.g. signed out or no longer allowed. */
  | { kind: 'refused'; message: string; isFinal: boolean }

export interface SafetyCopy {
  baseVersion: number
  operations: DraftOperation[]
}

/** What the store needs of the world. */
export interface DraftWorld {
  save: (baseVersion: number, operations: readonly DraftOperation[]) => Promise<SaveAnswer>
  keep: (copy: SafetyCopy | null) => void
  later: (run: () => void, ms: number) => () => void
  /** Says that one edit was refused and taken back. */
  tell: (message: string) => void
}

export type SaveState =
  | { kind: 'saved'; at: string | null }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'conflict' }
  | { kind: 'stopped'; message: string }

export interface DraftSnapshot {
  draft: PlanDraft
  /** Of the server's draft; grows with every save, whoever saved. */
  version: number
  save: SaveState
  conflicts: readonly FieldConflict[]
}

const PAUSE_MS = 500
const RETRY_MS = [1000, 2000, 5000, 10_000]

export class DraftStore {
  #server: ServerDraft
  #baseVersion: number
  #queue: EditQueue = EMPTY_QUEUE
  #snapshot: DraftSnapshot
  #world: DraftWorld
  #listeners = new Set<() => void>()
  #cancelTimer: (() => void) | null = null
  #failures = 0
  /** How many edits are sent alone, after a request with several was refused. */
  #alone = 0
  #history = new History()
  #isSameTurn = false

  constructor(server: ServerDraft & { savedAt: string | null }, world: DraftWorld) {
    this.#server = { version: server.version, draft: server.draft }
    this.#baseVersion = server.version
    this.#world = world
    this.#snapshot = {
      draft: server.draft,
      version: server.version,
      save: { kind: 'saved', at: server.savedAt },
      conflicts: [],
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  snapshot = (): DraftSnapshot => this.#snapshot

  get isSettled(): boolean {
    return allEdits(this.#queue).length === 0
  }

  /** Takes up edits that an earlier page could not send. */
  restore(copy: SafetyCopy): void {
    if (copy.operations.length === 0) return
    this.#baseVersion = Math.min(copy.baseVersion, this.#server.version)
    this.#queue = copy.operations.reduce(addEdit, this.#queue)
    this.#edited(0)
  }

  edit = (operation: DraftOperation): void => this.editAll([operation])

  editAll = (operations: readonly DraftOperation[]): void => {
    const before = this.#snapshot.draft
    this.#apply(operations)
    this.#history.record(before, this.#snapshot.draft, operations, Date.now(), this.#isSameTurn)
    // What one press of a key or button changes is taken back as one.
    this.#isSameTurn = true
    queueMicrotask(() => {
      this.#isSameTurn = false
    })
  }

  /** Takes the last edit of this window back; returns where, or null when there is none. */
  undo = (): readonly string[] | null => this.#walk('back')
  redo = (): readonly string[] | null => this.#walk('forth')

  #walk(direction: 'back' | 'forth'): readonly string[] | null {
    const step = direction === 'back' ? this.#history.takeBack() : this.#history.takeForth()
    if (!step) return null
    const before = this.#snapshot.draft
    this.#apply(step.back)
    this.#history.keep(before, this.#snapshot.draft, direction, Date.now())
    return step.field ?? step.back[0]?.path ?? null
  }

  #apply(operations: readonly DraftOperation[]): void {
    this.#queue = operations.reduce(addEdit, this.#queue)
    this.#edited(PAUSE_MS)
  }

  /** Sends now what waits; also the way back online. */
  flush = (): void => {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    void this.#send()
  }

  /** `mine` names the fields (dotted) whose value shall win over theirs. */
  resolve(mine: ReadonlySet<string>): void {
    for (const conflict of this.#snapshot.conflicts) {
      this.#queue = resolveField(this.#queue, conflict, mine.has(conflict.path.join('.')))
    }
    const isDone = this.#queue.waiting.length === 0
    this.#publish({ conflicts: [], save: isDone ? { kind: 'saved', at: null } : { kind: 'saving' } })
    this.#relay()
    this.#keep()
    this.flush()
  }

  /** The server counted a version that another call made, such as a new status; `draft` when others' edits came with it. */
  moveOn(version: number, draft?: PlanDraft): void {
    if (version <= this.#server.version) return
    this.#server = { version, draft: draft ?? this.#server.draft }
    this.#baseVersion = version
    this.#publish({ version })
    this.#relay()
  }

  /** The whole document was replaced, e.g. by an uploaded one. */
  replace(server: ServerDraft & { savedAt: string | null }): void {
    this.#server = server
    this.#baseVersion = server.version
    this.#queue = EMPTY_QUEUE
    this.#history = new History()
    this.#world.keep(null)
    this.#publish({ save: { kind: 'saved', at: server.savedAt }, conflicts: [] })
    this.#relay()
  }

  #edited(pauseMs: number): void {
    this.#relay()
    this.#keep()
    if (this.#snapshot.save.kind === 'saved') this.#publish({ save: { kind: 'saving' } })
    this.#schedule(this.#failures > 0 ? (RETRY_MS[0] ?? 0) : pauseMs)
  }

  #schedule(ms: number): void {
    this.#cancelTimer?.()
    this.#cancelTimer = this.#world.later(() => {
      this.#cancelTimer = null
      void this.#send()
    }, ms)
  }

  async #send(): Promise<void> {
    const { save } = this.#snapshot
    if (this.#queue.sent.length > 0 || this.#queue.waiting.length === 0) return
    if (save.kind === 'conflict' || save.kind === 'stopped') return
    this.#queue = this.#alone > 0 ? takeOne(this.#queue) : takeAll(this.#queue)
    if (save.kind !== 'offline') this.#publish({ save: { kind: 'saving' } })
    this.#take(await this.#world.save(this.#baseVersion, this.#queue.sent))
  }

  #take(answer: SaveAnswer): void {
    if (answer.kind === 'saved') this.#saved(answer)
    else if (answer.kind === 'conflict') this.#conflicted(answer)
    else if (answer.kind === 'unreachable') this.#unreachable()
    else this.#refused(answer)
    this.#keep()
  }

  #saved(answer: Extract<SaveAnswer, { kind: 'saved' }>): void {
    this.#server = {
      version: answer.version,
      draft: answer.draft ?? layOver(this.#server.draft, this.#queue.sent).draft,
    }
    this.#baseVersion = answer.version
    this.#queue = settle(this.#queue)
    this.#failures = 0
    this.#alone = Math.max(0, this.#alone - 1)
    const isDone = this.#queue.waiting.length === 0
    this.#publish({
      version: answer.version,
      save: isDone ? { kind: 'saved', at: answer.savedAt } : { kind: 'saving' },
    })
    this.#relay()
    if (!isDone) this.#schedule(0)
  }

  #conflicted({ fields, now }: Extract<SaveAnswer, { kind: 'conflict' }>): void {
    this.#queue = putBack(this.#queue)
    this.#server = now
    this.#baseVersion = now.version
    // Without a field to choose, the edits only stood on a version that is gone.
    const isChoice = fields.length > 0
    this.#publish({ version: now.version, save: { kind: isChoice ? 'conflict' : 'saving' }, conflicts: fields })
    this.#relay()
    if (!isChoice) this.#schedule(0)
  }

  #unreachable(): void {
    this.#queue = putBack(this.#queue)
    this.#schedule(RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 0)
    this.#failures += 1
    this.#publish({ save: { kind: 'offline' } })
  }

  #refused({ message, isFinal }: Extract<SaveAnswer, { kind: 'refused' }>): void {
    if (isFinal) {
      this.#queue = putBack(this.#queue)
      return this.#publish({ save: { kind: 'stopped', message } })
    }
    if (this.#queue.sent.length > 1) {
      this.#alone = this.#queue.sent.length
      this.#queue = putBack(this.#queue)
    } else {
      this.#alone = Math.max(0, this.#alone - 1)
      this.#queue = settle(this.#queue)
      this.#world.tell(message)
      this.#relay()
    }
    if (this.#queue.waiting.length > 0) return this.#schedule(0)
    this.#publish({ save: { kind: 'saved', at: null } })
  }

  /** Lays the edits over what the server has; an edit whose place is gone there falls away. */
  #relay(): void {
    const { draft, refused } = layOver(this.#server.draft, allEdits(this.#queue), this.#snapshot.draft)
    if (refused.length > 0) {
      this.#queue = {
        sent: this.#queue.sent,
        waiting: this.#queue.waiting.filter((edit) => !refused.some((one) => one.operation === edit)),
      }
      for (const one of refused) this.#world.tell(one.message)
    }
    this.#publish({ draft })
  }

  #keep(): void {
    const operations = allEdits(this.#queue)
    this.#world.keep(operations.length > 0 ? { baseVersion: this.#baseVersion, operations } : null)
  }

  #publish(change: Partial<DraftSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }
}
