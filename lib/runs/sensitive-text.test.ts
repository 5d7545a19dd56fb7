import { expect, it } from 'vitest'
import { hideInTemplate } from './sensitive-text.ts'

it('a path as a plan has it keeps its templates, and shows nothing that was typed into it', () => {
  expect(hideInTemplate('/orders/{{ orderId }}?token={{ secret.TOKEN }}&page=2')).toBe(
    '/orders/{{ orderId }}?token={{ secret.TOKEN }}&page=2',
  )
  expect(hideInTemplate('/orders?api_key=abc&pan=4111%201111%201111%201111&id={{ id }}')).toBe(
    '/orders?api_key=•••&pan=•••1111&id={{ id }}',
  )
})
