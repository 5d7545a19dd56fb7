/** Runs on one page of comparison: more lines cannot be told apart. */
export const MOST_COMPARED = 5
