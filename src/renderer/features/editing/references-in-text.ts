import type { ConfigNames } from '../../state/config-draft/config-topic.ts';

/** A variable or a kept secret that a text names. */
export interface NamedValue {
  readonly kind: 'env' | 'secret';
  readonly name: string;
  /** Undefined: not known, since the names could not be read. */
  readonly exists: boolean | undefined;
}

// The same names as the gateway reads: $NAME, ${NAME}, ${secret:NAME}; $$ is a dollar.
const pattern =
  /\$(?:\$|\{secret:([A-Za-z0-9_][A-Za-z0-9_.-]*)\}|\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g;

/** What a text names, and whether it is there. */
export function namedValues(text: string, names: ConfigNames | undefined): readonly NamedValue[] {
  return [...text.matchAll(pattern)].flatMap(([, secret, braced, bare]): readonly NamedValue[] => {
    if (secret !== undefined) {
      return [{ kind: 'secret', name: secret, exists: names?.secrets.includes(secret) }];
    }
    const name = braced ?? bare;
    if (name === undefined) return [];
    return [{ kind: 'env', name, exists: names?.env.some((each) => each.name === name) }];
  });
}

/** What is shown in place of a secret that stands in the file in plain words. */
export const secretDots = '••••••••';
