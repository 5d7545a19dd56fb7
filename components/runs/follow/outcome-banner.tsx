'use client'

import clsx from 'clsx'
import { CircleQuestionMark, CircleSlash, LogOut, type LucideIcon, OctagonX, TriangleAlert, Unplug } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { verdictTone } from '#components/verdicts/verdict-badge.tsx'
import banner from './banner.module.css'
import type { Outcome, OutcomeTone } from './outcome.ts'
import type { Connection } from './use-run-live.ts'

const ICONS: Record<OutcomeTone, LucideIcon> = {
  pass: TriangleAlert,
  warn: TriangleAlert,
  fail: OctagonX,
  inconclusive: CircleQuestionMark,
  invalid: CircleSlash,
}

interface Props {
  tone: OutcomeTone
  title: string
  children: ReactNode
  action?: ReactNode
  icon?: LucideIcon
  className?: string
}

export function RunBanner({ tone, title, children, action, icon, className }: Props): ReactElement {
  const Icon = icon ?? ICONS[tone]
  const hatched = tone === 'invalid' || tone === 'inconclusive'
  return (
    <div
      className={clsx(banner.banner, verdictTone(tone), hatched && banner.bannerHatched, className)}
      role="status"
      data-banner={tone}
    >
      <Icon aria-hidden />
      <div>
        <h2>{title}</h2>
        <p>{children}</p>
      </div>
      {action ?? null}
    </div>
  )
}

export function OutcomeBanner({ outcome, className }: { outcome: Outcome; className?: string }): ReactElement {
  return (
    <RunBanner
      tone={outcome.tone}
      title={outcome.title}
      {...(className ? { className } : {})}
      action={
        outcome.action ? (
          <Button asChild size="sm">
            <Link href={outcome.action.href}>{outcome.action.label}</Link>
          </Button>
        ) : null
      }
    >
      {outcome.text}
      {outcome.command ? (
        <>
          {' '}
          <code>{outcome.command}</code>
        </>
      ) : null}
    </RunBanner>
  )
}

/** Says that the page lags behind the run, not that the run has a problem. */
export function ConnectionBanner({ connection }: { connection: Connection }): ReactElement | null {
  const [now, setNow] = useState(() => Date.now())
  const isLost = connection.kind === 'lost'
  useEffect(() => {
    if (!isLost) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isLost])
  if (connection.kind === 'refused') return <RefusedBanner code={connection.code} message={connection.message} />
  if (connection.kind !== 'lost') return null
  const seconds = Math.max(1, Math.round((now - connection.since) / 1000))
  return (
    <RunBanner
      tone="warn"
      icon={Unplug}
      className={banner.gapAbove ?? ''}
      title={`Connection lost ${seconds === 1 ? 'one second' : `${seconds} seconds`} ago`}
    >
      The run goes on; the charts fill in when the connection is back. Trying again every second.
    </RunBanner>
  )
}

/** The session ended or the run is out of reach: asking again would not help, so it is said once. */
function RefusedBanner({ code, message }: { code: string; message: string }): ReactElement {
  const isSignedOut = code === 'unauthenticated'
  const signInAgain = (): void => {
    window.location.assign(`/login?next=${encodeURIComponent(window.location.pathname)}`)
  }
  return (
    <RunBanner
      tone="warn"
      icon={LogOut}
      className={banner.gapAbove ?? ''}
      title={isSignedOut ? 'You are signed out' : 'This run can no longer be read'}
      action={
        isSignedOut ? (
          <Button size="sm" onClick={signInAgain}>
            Sign in again
          </Button>
        ) : null
      }
    >
      {isSignedOut ? 'Your session has ended.' : message} The run goes on; what is shown here stands still.
    </RunBanner>
  )
}
