// The kill switch in words.

const STOPPED = 'All load was stopped: '

/** Why a run was ended by it. */
export const blockText = (reason: string): string => `${STOPPED}${reason}`

/** Whether that is why a run ended. */
export const isByBlock = (endMessage: string | null): boolean => endMessage?.startsWith(STOPPED) ?? false

/** Why none can be started. */
export const blockedText = ({ by, reason }: { by: string; reason: string }): string =>
  `${by} stopped all load: ${reason}. No run can be started until an admin of this Headroom allows load again.`
