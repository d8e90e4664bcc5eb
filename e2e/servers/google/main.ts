import { parseArgs } from 'node:util';
import { runServerProgram } from '../server-program.ts';
import { defaultGoogleKey } from './control.ts';
import { createGoogleServer } from './server.ts';

// The Gemini server as a program; the options are those of `startGoogleServer` in control.ts.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    key: { type: 'string', default: defaultGoogleKey },
    'no-log': { type: 'boolean', default: false },
  },
});

const server = createGoogleServer({ apiKey: values.key, isLogging: !values['no-log'] });
runServerProgram(server, { port: Number(values.port), isKeptAlive: false });
