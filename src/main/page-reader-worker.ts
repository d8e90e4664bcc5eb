/** The program of the thread behind `tools/web/page-reader.ts`. */
import { parentPort } from 'node:worker_threads';
import { readPage } from './tools/web/read-page.ts';
import type { ReadRequest } from './tools/web/readable-page.ts';

parentPort?.on('message', (request: ReadRequest) => {
  try {
    parentPort?.postMessage({ page: readPage(request) });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
