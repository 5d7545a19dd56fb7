// Ctrl-C while load is sent: the first ends it in order, the second at once.

import type { EngineHandle } from '#worker/engine/engine.ts'
import { EXIT } from './exit-code.ts'

export function listenForInterruption(engine: Pick<EngineHandle, 'stop'>): { count: number; end: () => void } {
  const interruption = {
    count: 0,
    end: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
  function onSignal(): void {
    interruption.count++
    if (interruption.count > 1) process.exit(EXIT.interrupted)
    process.stderr.write('\n  stopping: no new requests, those on their way may end (once more: at once)\n')
    engine.stop('stopped', 'Interrupted from the terminal.')
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return interruption
}
