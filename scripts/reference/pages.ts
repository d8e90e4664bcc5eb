import { errorsPage } from './errors-page.ts';
import { limitsPage } from './limits-page.ts';
import type { Page } from './page.ts';
import { protocolPage } from './protocol-page.ts';
import { settingsPage } from './settings-page.ts';

/** Every page below `docs/reference`. */
export const referencePages: readonly Page[] = [errorsPage, protocolPage, settingsPage, limitsPage];
