import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { en } from '../i18n/en.ts';
import type { Language } from '../state/preferences.ts';
import type { Address } from './address.ts';

/** A page of the application, as the sidebar and the router know it. */
export interface Route {
  /** The first part of the address. */
  readonly id: string;
  /** Where in the sidebar; `hidden` ones are reached from elsewhere. */
  readonly group: 'main' | 'assistant' | 'system' | 'hidden';
  readonly titleKey: keyof (typeof en)['nav'];
  readonly icon: LucideIcon;
  readonly Page: ComponentType<{ readonly address: Address }>;
  /** Begins to fetch the code of the page: somebody is about to open it. */
  readonly fetch?: (address: Address, language: Language) => void;
}
