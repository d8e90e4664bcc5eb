/** A section of a configuration as it is written; undefined where there is none that could be read. */
export function entriesOf(parsed: unknown, section: string): object | undefined {
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const found: unknown = Object.entries(parsed).find(([key]) => key === section)?.[1];
  return typeof found === 'object' && found !== null ? found : undefined;
}
