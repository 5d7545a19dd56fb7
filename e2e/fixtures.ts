// What every journey starts from. One place, so that what all of them need can be added once.

export { expect, type Page, test } from '@playwright/test'
