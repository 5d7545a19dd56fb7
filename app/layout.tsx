import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import type { ReactElement, ReactNode } from 'react'
import { KeepTheme } from '#components/layout/keep-theme.tsx'
import { THEME_SCRIPT } from '#components/layout/theme-script.ts'
import { QueryProvider } from '#components/query/query-provider.tsx'
import { LazyToaster } from '#components/ui/lazy-toaster.tsx'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Headroom', template: '%s · Headroom' },
  description: 'Plan, run and review performance tests.',
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default function RootLayout({ children }: { children: ReactNode }): ReactElement {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* Before the first paint, so that the page never flashes in the other theme. */}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own */}
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        <QueryProvider>{children}</QueryProvider>
        <LazyToaster />
        <KeepTheme />
      </body>
    </html>
  )
}
