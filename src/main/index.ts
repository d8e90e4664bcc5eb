// The desktop program: the gateway is built in this very process, the window is its client.
import path from 'node:path';
import { createAssistant } from './compose/create-assistant.ts';
import { startDesktop } from './desktop/start-desktop.ts';
import { resolvePaths } from './platform/paths.ts';

/** The build puts this file into `out/main`. */
const outDir = path.dirname(import.meta.dirname);

startDesktop({
  outDir,
  async startGateway() {
    // The gateway starts its hosts with this very program; they want the Node inside of it.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const assistant = await createAssistant({ paths: resolvePaths(), env });
    return {
      attach: (carrier) =>
        assistant.server.attach(carrier, {
          role: 'operator',
          scopes: ['operator.read', 'operator.write', 'operator.admin', 'operator.pairing'],
          clientKey: 'desktop',
        }),
      stop: () => assistant.stop('the desktop program was closed'),
    };
  },
});
