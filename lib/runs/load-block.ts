// The kill switch in words.

/** Why a run was ended by it. */
export const blockText = (reason: string): string => `All load was stopped: ${reason}`

/** Why none can be started. */
export const blockedText = ({ by, reason }: { by: string; reason: string }): string =>
  `${by} stopped all load: ${reason}. No run can be started until an admin of this Headroom allows load again.`
