// The kill switch in words.

/** Why a run was ended by it. */
export const blockText = (reason: string): string => `All load was stopped: ${reason}`
