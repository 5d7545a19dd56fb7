// Student's t distribution: P(|T| ≥ t) = I(ν / (ν + t²); ν/2, 1/2), with the regularised incomplete beta function by Lentz's continued
// fraction and ln Γ by Lanczos (Press et al., Numerical Recipes, 6.1 and 6.4). Exact to about 1e-10.

/** Two-sided p-value. `degrees` need not be whole. */
export function twoSidedP(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return 0
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/** The t that is exceeded, on both sides together, with this probability. */
export function criticalT(probability: number, degrees: number): number {
  let [low, high] = [0, 1e4]
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (twoSidedP(middle, degrees) > probability) low = middle
    else high = middle
  }
  return low
}

function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(1 - x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

const TINY = 1e-300

function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m < 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let delta = 1
    for (const term of [even, odd]) {
      d = 1 / notZero(1 + term * d)
      c = notZero(1 + term / c)
      delta = d * c
      result *= delta
    }
    if (Math.abs(delta - 1) < 1e-12) break
  }
  return result
}

const notZero = (value: number) => (Math.abs(value) < TINY ? TINY : value)

const LANCZOS = [
  76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
  -0.5395239384953e-5,
]

function lnGamma(x: number): number {
  const near = x + 5.5 - (x + 0.5) * Math.log(x + 5.5)
  const sum = LANCZOS.reduce((total, factor, index) => total + factor / (x + index + 1), 1.000000000190015)
  return -near + Math.log((2.5066282746310007 * sum) / x)
}
