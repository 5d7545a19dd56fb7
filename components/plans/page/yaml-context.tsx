'use client'

import { createContext, useContext } from 'react'

const Context = createContext<() => void>(() => undefined)

export const YamlDialogProvider = Context.Provider

/** Opens the dialog of the document as YAML. */
export const useYamlDialog = (): (() => void) => useContext(Context)
