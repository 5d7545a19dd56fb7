/** Stands in a sample wherever a secret was hidden before it was stored. */
export const HIDDEN = '•••'
