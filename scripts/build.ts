// Builds everything into out/: programs, preload and interface.
import { stripVTControlCharacters } from 'node:util';
import { precompress } from './precompress.ts';
import { inRoot } from './root.ts';
import { runCommand } from './run-command.ts';

const startedAt = performance.now();
const built = await runCommand('electron-vite', ['build', '--logLevel=warn']);
if (built.exitCode !== 0) {
  console.error(stripVTControlCharacters(built.output));
  process.exit(1);
}
const { files, savedShare } = await precompress(inRoot('out', 'renderer'));
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
console.log(
  `Built in ${seconds} s; ${files} files of the interface compressed by ${Math.round(savedShare * 100)} %.`,
);
