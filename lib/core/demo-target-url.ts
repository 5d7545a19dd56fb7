import { getEnv } from './env.ts'

/** Where the bundled demo target listens, or would listen when started by hand. */
export function demoTargetUrl(): string {
  const { HEADROOM_DEMO_URL, DEMO_PORT } = getEnv()
  return HEADROOM_DEMO_URL ?? `http://127.0.0.1:${DEMO_PORT}`
}
