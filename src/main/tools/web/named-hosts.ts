import { plainHost } from './read-url.ts';

/**
 * Whether people named a host themselves: as an address (https://shop.example/x) or as a bare name
 * (shop.example), exactly this one. With and without `www.` counts as the same; a mail address names
 * nothing.
 */
export function isHostNamed(texts: readonly string[], host: string): boolean {
  const wanted = bare(host.toLowerCase());
  // Most texts name no host at all; the words are taken apart only where this one may stand.
  return texts.some((text) => readHosts(text).some((named) => bare(named) === wanted));
}

function bare(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host;
}

function readHosts(text: string): readonly string[] {
  return text.split(/[\s<>"'`(){}|,;“”„‘’«»]+/).flatMap((word) => readHost(word) ?? []);
}

function readHost(word: string): string | undefined {
  const trimmed = unbracket(word.replace(/^[*_~]+|[.!?:*_~]+$/g, ''));
  const isAddress = /^https?:\/\//i.test(trimmed);
  if (!isAddress && (trimmed.includes('@') || !/^\[?[^/]*[.:]|^localhost/i.test(trimmed)))
    return undefined;
  const url = URL.parse(isAddress ? trimmed : `http://${trimmed}`);
  if (!url || url.username !== '' || url.hostname === '') return undefined;
  return plainHost(url.hostname);
}

/** Brackets around a word go; those of an IPv6 address stay. */
function unbracket(word: string): string {
  if (word.includes('[') && word.includes(']') && /\[[0-9a-f.:]*:[0-9a-f.:]*\]/i.test(word))
    return word;
  return word.replace(/^\[+|\]+$/g, '');
}
