// What is wrong with a plan: found while compiling it or by a lint rule.

export interface Finding {
  /** Name of the rule or of the compile step, kebab-case. */
  rule: string
  /** An error blocks a run, a warning does not. */
  severity: 'error' | 'warning'
  message: string
  /** Where in the document, e.g. `slas.create-p95.target`; both places when two disagree. */
  places: string[]
  arithmetic?: string
  fix?: string
}
