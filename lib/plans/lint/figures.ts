// Numbers as findings show them, and when two stated equal quantities agree.

const TOLERANCE = 0.05

/** Within 5 % of the larger: both were rounded by people. */
export function agree(left: number, right: number): boolean {
  return Math.abs(left - right) <= TOLERANCE * Math.max(left, right)
}

/** `49,800` */
export function grouped(value: number): string {
  if (!Number.isFinite(value)) return '∞'
  const [whole = '', fraction] = String(Number(value.toPrecision(12))).split('.')
  const thousands = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction ? `${thousands}.${fraction}` : thousands
}

/** Three significant digits, plain. */
export function rounded(value: number): string {
  return grouped(value >= 1000 ? Math.round(value) : Number(value.toPrecision(3)))
}

/** `2.5 ×` */
export function times(value: number): string {
  return `${rounded(value)} ×`
}
