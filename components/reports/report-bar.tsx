'use client'

import { ChevronDown, ChevronLeft, Download, Printer, Share2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { useCycle } from '#components/cycles/cycle-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { notify } from '#components/ui/notify.ts'

const ShareDialog = dynamic(() => import('#components/cycles/share-dialog.tsx').then((file) => file.ShareDialog), {
  ssr: false,
})

const FORMATS = [
  ['md', 'Markdown'],
  ['html', 'HTML, one file'],
  ['csv', 'CSV of the tables'],
  ['json', 'JSON'],
] as const

/** Back to the cycle; share, print, download. */
export function ReportBar(): ReactElement {
  const { id, number, may, shareLinks } = useCycle()
  const [isSharing, setSharing] = useState(false)
  const open = shareLinks.filter(({ state }) => state === 'open')
  const address = (format: string): string => `/api/v1/cycles/${id}/report?format=${format}`
  return (
    <div className="mx-auto mb-3 flex max-w-[860px] flex-wrap items-center gap-2 print:hidden">
      <Link href={`/cycles/${id}`} className="inline-flex h-6.5 items-center gap-1 text-xs text-ink-2 hover:underline">
        <ChevronLeft aria-hidden className="size-3.5" />
        Cycle {number}
      </Link>
      <span className="flex-1" />
      {open.length > 0 ? (
        <span className="text-xs text-ink-3 max-[720px]:order-9 max-[720px]:basis-full">
          {open.length === 1 ? '1 read-only link is open' : `${open.length} read-only links are open`}
        </span>
      ) : null}
      {may.share ? (
        <Button size="sm" onClick={() => setSharing(true)}>
          <Share2 aria-hidden />
          Share
        </Button>
      ) : null}
      <Button size="sm" onClick={() => window.print()}>
        <Printer aria-hidden />
        Print
      </Button>
      <Menu
        align="end"
        trigger={
          <Button size="sm">
            <Download aria-hidden />
            Download
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => void downloadPdf(address('pdf'))}>PDF</MenuItem>
        <MenuSeparator />
        {FORMATS.map(([format, name]) => (
          <MenuItem key={format} onSelect={() => window.location.assign(address(format))}>
            {name}
          </MenuItem>
        ))}
      </Menu>
      {isSharing ? <ShareDialog onClose={() => setSharing(false)} /> : null}
    </div>
  )
}

/** A server without Chromium says so; the browser's own print makes the same pages. */
async function downloadPdf(address: string): Promise<void> {
  notify('The PDF is being printed', { durationMs: 4000 })
  const answer = await fetch(address).catch(() => null)
  if (answer?.ok) {
    const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'report.pdf'
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await answer.blob())
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    return
  }
  const body: { message?: string } = (await answer?.json().catch(() => ({}))) ?? {}
  notify(
    'No PDF was made',
    {
      description: body.message ?? 'Use Print, and save as PDF there.',
      action: { label: 'Print', onClick: () => window.print() },
    },
    'error',
  )
}
