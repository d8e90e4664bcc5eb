import JSON5 from 'json5';

/** The value of a text; undefined while it is only half written. */
export function parseJson5(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    return undefined;
  }
}
