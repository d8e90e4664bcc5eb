import type { ConfigText } from '../config-draft/config-topic.ts';

/** Entries with one put in, or taken out where the value is undefined. */
export function withEntry<T>(
  entries: Readonly<Record<string, T>>,
  key: string,
  value: T | undefined,
): Readonly<Record<string, T>> {
  const others = Object.entries(entries).filter(([each]) => each !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

/** The name of the root: the first file, also while it does not exist. */
export function rootName(text: ConfigText): string {
  return text.files[0]?.path ?? text.path.split(/[\\/]/).at(-1) ?? text.path;
}

/** Whether a file is the root. */
export function isRoot(text: ConfigText, file: string): boolean {
  return file === rootName(text);
}

/** The text of a file as the gateway has it; undefined when there is none. */
export function fileText(text: ConfigText | undefined, file: string): string | undefined {
  return text?.files.find(({ path }) => path === file)?.raw;
}
