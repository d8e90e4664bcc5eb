import type { ErrorValues } from '../../../shared/errors/index.ts';

/**
 * Finds what the places of a template were filled with; undefined when the text was not made from it.
 * The counterpart of `fillTemplate`.
 */
export function readTemplate(template: string, text: string): ErrorValues | undefined {
  const [start = '', ...rest] = template.split(place);
  if (rest.length === 0) return text === template ? {} : undefined;
  if (!text.startsWith(start)) return undefined;
  const names = [...template.matchAll(place)].map(([, name = '']) => name);
  const pattern = [start, ...rest.filter((_, index) => index % 2 === 1)].map(escape).join('(.*?)');
  const found = new RegExp(`^${pattern}$`, 'su').exec(text)?.slice(1);
  return found && Object.fromEntries(names.map((name, index) => [name, found[index] ?? '']));
}

/** What a template needs to be filled. */
export function placesOf(template: string): readonly string[] {
  return [...template.matchAll(place)].map(([, name = '']) => name);
}

const place = /\{(\w+)\}/g;

function escape(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
