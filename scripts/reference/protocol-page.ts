import { renderProtocolReference } from '../../src/main/gateway/reference.ts';
import { notice, type Page } from './page.ts';

/** Every method and event of the control API. */
export const protocolPage: Page = {
  file: 'protocol.md',
  render: () => `${renderProtocolReference().replace('\n', `\n\n${notice}\n`).trimEnd()}\n`,
};
