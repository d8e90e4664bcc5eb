import { parseArgs } from 'node:util';
import { runServerProgram } from '../server-program.ts';
import { DEFAULT_API_KEY } from './control.ts';
import { createModelServer } from './server.ts';

// The model server as a program; the options are those of `startModelServer` in control.ts.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    key: { type: 'string', default: DEFAULT_API_KEY },
    'slow-word-ms': { type: 'string', default: '20' },
    'no-log': { type: 'boolean', default: false },
    'keep-alive': { type: 'boolean', default: false },
  },
});

const server = createModelServer({
  apiKey: values.key,
  settings: { slowWordMs: Number(values['slow-word-ms']), limitedTimes: 1, retryAfterSeconds: 1 },
  isLogging: !values['no-log'],
});
runServerProgram(server, { port: Number(values.port), isKeptAlive: values['keep-alive'] });
