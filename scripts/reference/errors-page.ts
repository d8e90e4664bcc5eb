import { errorRegistry } from '../../src/shared/errors/index.ts';
import type { ErrorKind } from '../../src/shared/errors/spec.ts';
import { exitCodes } from '../../src/main/cli/failure.ts';
import { markdownTable, pageText, type Page } from './page.ts';

const kinds: Readonly<Record<ErrorKind, string>> = {
  invalid: 'The input is wrong; repeating it will not help.',
  refused: 'The other side understood and said no.',
  limited: 'Too much or too fast; later is fine.',
  unreachable: 'The line broke, or nobody answered.',
  conflict: 'Something else is in the way, or the state moved on.',
  missing: 'What was named does not exist.',
  internal: 'A defect of ours, or of the machine.',
};

/** Every error with its words and its hint. Codes are stable: scripts may rely on them. */
export const errorsPage: Page = {
  file: 'errors.md',
  render() {
    const codes = Object.entries(errorRegistry).sort(([a], [b]) => (a < b ? -1 : 1));
    const kindRows = Object.entries(kinds).map(([kind, meaning]) => [
      kind,
      meaning,
      String(exitCodes[kind as ErrorKind]),
    ]);
    return pageText('Errors', [
      'Every failure has a stable code, a message and a hint. What stands in braces is filled in.',
      markdownTable(['Kind', 'Meaning', 'Exit code of `openclaw`'], kindRows),
      ...codes.map(
        ([code, spec]) => `## ${code}\n\n*${spec.kind}*\n\n${spec.message}\n\n${spec.hint}`,
      ),
    ]);
  },
};
