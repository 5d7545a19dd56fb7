import type { Page } from '@playwright/test'

export const ADMIN = { name: 'Test Lead', email: 'lead@example.test', password: 'correct horse battery' }

/** The first visit and signing in. */
export class AccountPage {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  /** Opens the overview as the admin: creates the account on the first visit, else signs in, else is already in. */
  async enter(person = ADMIN): Promise<void> {
    await this.page.goto('/')
    await this.page.waitForURL(/\/(setup|login)?$/)
    if (this.page.url().endsWith('/setup')) await this.createAccount(person)
    else if (this.page.url().endsWith('/login')) await this.signIn(person)
    await this.page.getByRole('button', { name: `Account of ${person.name}` }).waitFor()
  }

  async createAccount({ name, email, password }: typeof ADMIN): Promise<void> {
    await this.page.getByLabel('Name').fill(name)
    await this.page.getByLabel('E-mail').fill(email)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Create account' }).click()
  }

  async signIn({ email, password }: Pick<typeof ADMIN, 'email' | 'password'>): Promise<void> {
    await this.page.getByLabel('E-mail').fill(email)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: /^Account of/ }).click()
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await this.page.waitForURL('**/login')
  }
}
