/** Keys and list positions from the root of the configuration to a value. */
export type ConfigPath = readonly (string | number)[];

const plainKey = /^[^.[\]"\s]+$/;

/**
 * Writes a path as people type it: `bindings.0.agent`, and `agents["my.agent"].model` for a key
 * that would be ambiguous otherwise.
 */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'string' && !plainKey.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? String(key) : `${text}.${key}`;
  }, '');
}

/**
 * Reads what `formatPath` writes; `list[0]` is understood too. Positions come back as text:
 * only the value that is there knows whether it is a list.
 * @returns undefined when the text is not a path.
 */
export function parsePath(text: string): readonly string[] | undefined {
  const path: string[] = [];
  const step = /(?:^|\.)([^.[\]"\s]+)|\[(\d+|"(?:[^"\\]|\\.)*")\]/y;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (!match) return undefined;
    const key = match[1] ?? unquote(match[2] ?? '');
    if (key === undefined) return undefined;
    path.push(key);
  }
  return path;
}

function unquote(text: string): string | undefined {
  if (!text.startsWith('"')) return text;
  try {
    const key: unknown = JSON.parse(text);
    return typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}
