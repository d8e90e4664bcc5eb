import { createContext, useContext } from 'react';
import type { AppState } from './app-state.ts';

/** Gives components the stores; set once, at the top. */
export const AppStateContext = createContext<AppState | undefined>(undefined);

/** All stores of the application. */
export function useApp(): AppState {
  const state = useContext(AppStateContext);
  if (!state) throw new Error('AppStateContext is not set');
  return state;
}
