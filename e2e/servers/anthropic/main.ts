import { parseArgs } from 'node:util';
import { runServerProgram } from '../server-program.ts';
import { DEFAULT_API_KEY } from './control.ts';
import { createMessagesServer } from './server.ts';

// The server as a program; the options are those of `startMessagesServer` in control.ts.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    key: { type: 'string', default: DEFAULT_API_KEY },
    'no-log': { type: 'boolean', default: false },
  },
});
const server = createMessagesServer({ apiKey: values.key, isLogging: !values['no-log'] });
runServerProgram(server, { port: Number(values.port), isKeptAlive: false });
