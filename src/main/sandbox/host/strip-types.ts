import { stripTypeScriptTypes } from 'node:module';

/** The types could not be taken out because the code is wrong; `line` and `column` count from 1. */
export interface StripFailure {
  readonly message: string;
  /** The tool itself broke down and must not be used again in this process. */
  readonly isToolBroken: boolean;
}

const bodyStart = 'async function _(){';
const bodyEnd = '\n}';
const ownCodes = ['ERR_INVALID_TYPESCRIPT_SYNTAX', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'];

/**
 * Takes the types out of TypeScript; every other character stays in its place, so lines and columns
 * do too. Syntax that is more than types (enum, namespace) is refused.
 * @param isBody the code is the body of an async function, where `return` and `await` are fine
 */
export function stripTypes(
  code: string,
  isBody: boolean,
): { readonly code: string } | { readonly failure: StripFailure } {
  try {
    if (!isBody) return { code: stripTypeScriptTypes(code) };
    const stripped = stripTypeScriptTypes(bodyStart + code + bodyEnd);
    return { code: stripped.slice(bodyStart.length, -bodyEnd.length) };
  } catch (error) {
    const { code: errorCode, message } = error as { code?: string; message?: string };
    const isToolBroken = !ownCodes.includes(errorCode ?? '');
    return {
      failure: {
        message: isToolBroken ? 'the TypeScript is too deeply nested' : (message ?? 'unknown'),
        isToolBroken,
      },
    };
  }
}
