/** What a template is filled in with. */
export interface Setting {
  /** Where the demo target answers, without a trailing slash, e.g. http://127.0.0.1:4010. */
  baseUrl: string
  /** Dates as 2026-11-21. */
  today: string
  nextReview: string
  /** Who makes the plan. */
  engineer: string
}
