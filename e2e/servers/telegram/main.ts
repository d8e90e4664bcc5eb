import { parseArgs } from 'node:util';
import { runServerProgram } from '../server-program.ts';
import { DEFAULT_BOT_TOKEN } from './control.ts';
import { createTelegramServer } from './server.ts';

// The Telegram server as a program; the options are those of `startTelegramServer` in control.ts.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    token: { type: 'string', default: DEFAULT_BOT_TOKEN },
    username: { type: 'string', default: 'local_test_bot' },
    privacy: { type: 'boolean', default: false },
    'keep-alive': { type: 'boolean', default: false },
  },
});

const server = createTelegramServer({
  token: values.token,
  username: values.username,
  hasPrivacyMode: values.privacy,
});
runServerProgram(server, { port: Number(values.port), isKeptAlive: values['keep-alive'] });
