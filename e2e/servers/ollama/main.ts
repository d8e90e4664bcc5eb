import { parseArgs } from 'node:util';
import { runServerProgram } from '../server-program.ts';
import { createOllamaServer } from './server.ts';

// The Ollama server as a program; the options are those of `startOllamaServer` in control.ts.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'no-log': { type: 'boolean', default: false },
  },
});

const server = createOllamaServer({ isLogging: !values['no-log'] });
runServerProgram(server, { port: Number(values.port), isKeptAlive: false });
