import { isIP } from 'node:net';
import { plainHost, targetOf, type WebTarget } from '../web/read-url.ts';

/*
 * A host as a manifest names it: `api.example.com`, `api.example.com:8443`, `*.example.com`,
 * `127.0.0.1:8080`. Without a port, the usual one of http or https.
 */
const name = /^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;

interface Pattern {
  readonly host: string;
  readonly isAnyBelow: boolean;
  readonly port: number | undefined;
}

/** Why a text is no pattern of hosts; undefined when it is one. */
export function hostFault(text: string): string | undefined {
  if (/^[a-z]+:\/\//i.test(text)) return 'write the host alone, without "https://"';
  if (text.includes('/')) return 'write the host alone, without a path';
  const pattern = readPattern(text);
  if (!pattern) return 'it is no host';
  if (!pattern.isAnyBelow) return undefined;
  return pattern.host.includes('.') ? undefined : 'name at least "*.example.com"';
}

function readPattern(text: string): Pattern | undefined {
  const lower = text.toLowerCase();
  const written = /^(.*?)(?::(\d{1,5}))?$/.exec(isIP(lower) === 6 ? `[${lower}]` : lower);
  const host = plainHost(written?.[1] ?? '');
  const port = written?.[2] === undefined ? undefined : Number(written[2]);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  if (host.length > 253 || (isIP(host) === 0 && !name.test(host))) return undefined;
  return { host: host.replace(/^\*\./, ''), isAnyBelow: host.startsWith('*.'), port };
}

/** Whether an address is one of those that were granted. */
export function isGranted(url: URL, granted: readonly string[]): boolean {
  const target = targetOf(url);
  const usual = url.protocol === 'https:' ? 443 : 80;
  return granted.some((text) => {
    const pattern = readPattern(text);
    return (
      pattern !== undefined && fits(pattern, target) && (pattern.port ?? usual) === target.port
    );
  });
}

function fits({ host, isAnyBelow }: Pattern, target: WebTarget): boolean {
  return isAnyBelow ? target.host.endsWith(`.${host}`) : target.host === host;
}

/**
 * Places on this machine or at home that the owner approved by their very address: those count as
 * allowed. A name that merely resolves to such an address does not.
 */
export function privateHosts(granted: readonly string[]): readonly string[] {
  return granted.filter((text) => {
    const pattern = readPattern(text);
    return pattern !== undefined && (isIP(pattern.host) !== 0 || pattern.host === 'localhost');
  });
}
