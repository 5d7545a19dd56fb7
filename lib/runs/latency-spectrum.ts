// Percentiles of a window, response time beside service time, and what their difference says.
// Response time counts from the moment a request was due, service time from the moment it was sent. A tool that knows only the second
// leaves out what waited behind a stall: "coordinated omission" (Gil Tene). Points lie evenly in log10(1 / (1 − quantile)), so that
// 90 %, 99 % and 99.9 % are equally far apart. Units: milliseconds in, from microseconds; quantiles 0 – 1.

import { say, showLatency, showPercent } from '#lib/core/number-format.ts'
import { judgedQuantile, type MergedWindow, serviceQuantile, shownQuantile } from './window.ts'

export const MOST_POINTS = 120
const USUAL_PERCENTS = [50, 66, 75, 80, 90, 95, 98, 99, 99.9, 99.99]
const LANDMARKS = [0, 0.5, 0.75, 0.95]

export interface SpectrumPoint {
  quantile: number
  responseMs: number | null
  serviceMs: number | null
}

/** From the fastest to the slowest attempt, at most 120 points; none without ok attempts. */
export function spectrumOf(window: MergedWindow): SpectrumPoint[] {
  return quantilesUpTo(window.okResponse.count).map((quantile) => ({
    quantile,
    responseMs: toMs(shownQuantile(window, quantile)),
    serviceMs: toMs(serviceQuantile(window, quantile)),
  }))
}

/** Where n values can tell two points apart; the last is 1, the slowest of them. */
function quantilesUpTo(count: number): number[] {
  if (count === 0) return []
  const decades = Math.max(1, Math.log10(count))
  const perDecade = Math.min(24, Math.floor((MOST_POINTS - LANDMARKS.length - 2) / decades))
  const steps = Array.from({ length: Math.floor(decades * perDecade) + 1 }, (_, k) => 1 - 10 ** (-k / perDecade))
  const told = [...LANDMARKS, ...steps, 1].map((quantile) => Number(quantile.toPrecision(12)))
  return [...new Set(told)].sort((a, b) => a - b)
}

export interface Percentile {
  percent: number
  responseMs: number | null
  judgedMs: number | null
  serviceMs: number | null
  failedMs: number | null
}

/** The usual percentiles and those asked for, in order. */
export function percentilesOf(window: MergedWindow, asked: readonly number[] = []): Percentile[] {
  const percents = [...new Set([...USUAL_PERCENTS, ...asked])].sort((a, b) => a - b)
  return percents.map((percent) => ({
    percent,
    responseMs: toMs(shownQuantile(window, percent / 100)),
    judgedMs: toMs(judgedQuantile(window, percent / 100)),
    serviceMs: toMs(serviceQuantile(window, percent / 100)),
    failedMs: toMs(window.failedResponse.quantile(percent / 100)),
  }))
}

/** Where the difference is looked for, and named. */
const TOLD = [0.99, 0.999, 0.9999, 0.95, 0.9, 0.75, 0.5]

/** Differences below a millisecond, or a tenth, are what sending itself takes. */
const isApart = ({ responseMs, serviceMs }: SpectrumPoint) =>
  responseMs !== null && serviceMs !== null && responseMs - serviceMs > Math.max(1, serviceMs * 0.1)

/** What the difference between response and service time means here. */
export function waitingSentence(window: MergedWindow, spectrum: readonly SpectrumPoint[]): string {
  if (spectrum.length === 0) return 'Nothing was answered well in this window, so there are no times to compare.'
  const p99 = pointAt(window, 0.99)
  const shown = TOLD.map((quantile) => pointAt(window, quantile)).find(isApart)
  if (!shown) {
    return `Response time and service time agree (p99 ${ms(p99.responseMs)} and ${ms(p99.serviceMs)}): requests left when they were due, so nothing is hidden by waiting.`
  }
  const apart = spectrum.find(isApart) ?? shown
  const name = `p${Number((shown.quantile * 100).toPrecision(6))}`
  const share = 1 - apart.quantile
  const where =
    share >= 0.99 ? 'Throughout' : `In the slowest ${say(showPercent(share, share >= 0.01 ? 0 : undefined))} or so`
  return `${where}, requests waited before they could be sent: ${name} is ${ms(shown.responseMs)} from the moment they were due, ${ms(shown.serviceMs)} from the moment they were sent.${behind(window)} A tool that starts its clock on sending would hide this wait (coordinated omission).`
}

/** How much of the wait was for one of a limited number of connections. */
function behind({ counts }: MergedWindow): string {
  const waited = counts.okResponseSumMicros - counts.okServiceSumMicros
  const share = waited > 0 ? Math.min(1, counts.connectionWaitSumMicros / waited) : 0
  if (share >= 0.5) return ` ${say(showPercent(share, 0))} of the wait was for a free connection.`
  return ' They stood behind slower ones, as they do while the target stalls.'
}

const pointAt = (window: MergedWindow, quantile: number): SpectrumPoint => ({
  quantile,
  responseMs: toMs(shownQuantile(window, quantile)),
  serviceMs: toMs(serviceQuantile(window, quantile)),
})

const ms = (value: number | null) => say(showLatency(value))

/** Beyond any value has no number. */
const toMs = (micros: number | null) => (micros === null || !Number.isFinite(micros) ? null : micros / 1000)
