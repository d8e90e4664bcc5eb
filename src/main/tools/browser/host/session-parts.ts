import type { AppError } from '../../../../shared/errors/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { BrowserView } from '../browser-host.ts';
import type { Tabs } from './tabs.ts';

/** What the actions work with. */
export interface SessionParts {
  readonly clock: Clock;
  readonly tabs: Tabs;
  readonly downloadsDir: string;
  readonly refusals: Refusals;
  /** A file was asked for: the next download is no surprise. */
  readonly expectDownload: (isExpected: boolean) => void;
  readonly close: () => Promise<void>;
}

/** What was refused since the last result. */
export interface Refusals {
  note(text: string): void;
  /** Words of the page in a dialog. */
  hear(words: string): void;
  /** The refusal of a host, if there was one since the last result. */
  find(host: string): AppError | undefined;
  take(): Pick<BrowserView, 'notes' | 'dialogs'>;
}
