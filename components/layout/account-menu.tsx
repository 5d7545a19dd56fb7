'use client'

import { LogOut, Moon, Sun } from 'lucide-react'
import type { ReactElement } from 'react'
import { Avatar, initials } from '#components/ui/avatar.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/menu.tsx'
import { notify } from '#components/ui/notify.ts'
import { useTheme } from './theme-switch.tsx'

/** Ends the session and leaves through a full load, so that nothing of it stays in memory. */
async function signOut(): Promise<void> {
  const answer = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => null)
  if (answer?.ok) window.location.assign('/login')
  else notify('You are still signed in', { description: 'The server did not answer. Try again in a moment.' }, 'error')
}

export function AccountMenu({ name, email }: { name: string; email?: string | undefined }): ReactElement {
  const { theme, toggle } = useTheme()
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" aria-label={`Account of ${name}, ${initials(name)}`} className="rounded-full">
          <Avatar name={name} />
        </button>
      }
    >
      <MenuLabel>
        <b className="block truncate text-sm font-medium text-ink">{name}</b>
        {email ? <span className="block truncate">{email}</span> : null}
      </MenuLabel>
      <MenuSeparator />
      <MenuItem onSelect={toggle}>
        {theme === 'dark' ? <Sun aria-hidden /> : <Moon aria-hidden />}
        {theme === 'dark' ? 'Light theme' : 'Dark theme'}
      </MenuItem>
      <MenuItem onSelect={() => void signOut()}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  )
}
