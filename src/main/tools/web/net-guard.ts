import { lookup as askSystem } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { classifyAddress, plainAddress } from './address-kind.ts';
import { createPrivateAllowance } from './private-allowance.ts';
import type { WebTarget } from './read-url.ts';

/** All addresses of a name, in the order in which to try them. Rejects when there are none. */
export type Resolver = (host: string) => Promise<readonly string[]>;

/** A place that may be reached, with the very addresses that were checked. */
export interface Admitted extends WebTarget {
  readonly addresses: readonly string[];
  /** For node:net and node:http: gives out what was checked and asks nobody a second time. */
  readonly lookup: LookupFunction;
}

/**
 * Decides whether a place may be reached. Every connection on behalf of a model goes through it, each
 * redirect anew, and is made to an address it has checked: a name that changes its mind between check
 * and use (DNS rebinding) gains nothing.
 */
export interface NetGuard {
  /**
   * Rejects with WEB_ADDRESS_PRIVATE when any address of the host is not a public one and not
   * allowed, with WEB_NAME_UNKNOWN, or with the signal's reason.
   */
  admit(target: WebTarget, signal?: AbortSignal): Promise<Admitted>;
}

export interface NetGuardDeps {
  readonly allowPrivate: readonly string[];
  /** The system's when absent; given by tests that let a name change its addresses. */
  readonly resolve?: Resolver | undefined;
  readonly ownAddresses?: () => Iterable<string>;
}

/** Makes the guard for one setting of `tools.web.allowPrivate`. */
export function createNetGuard(deps: NetGuardDeps): NetGuard {
  const allowance = createPrivateAllowance(deps.allowPrivate);
  const resolve = deps.resolve ?? resolveBySystem;
  const ownAddresses = deps.ownAddresses ?? readOwnAddresses;

  function check(address: string, target: WebTarget, own: ReadonlySet<string>): void {
    const kind = classifyAddress(address, own);
    if (kind === 'public' || allowance.allowsAddress(address, target.port)) return;
    // A name that was allowed may stand for any machine at home, but not for a cloud's keys.
    const isByName = kind !== 'a metadata address' && kind !== 'no address';
    if (isByName && allowance.allowsHost(target)) return;
    const host = target.host === address ? 'The address' : target.host;
    throw new AppError('WEB_ADDRESS_PRIVATE', { host, address, what: kind });
  }

  return {
    async admit({ host, port }, signal) {
      const found = isIP(host) === 0 ? await resolveOrAbort(resolve, host, signal) : [host];
      const addresses = found.map(plainAddress);
      const own = new Set(ownAddresses());
      for (const address of addresses) check(address, { host, port }, own);
      return { host, port, addresses, lookup: pin(addresses) };
    },
  };
}

async function resolveOrAbort(
  resolve: Resolver,
  host: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  signal?.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const found = await Promise.race([resolve(host), aborted.promise]);
    if (found.length > 0) return found.slice(0, limits.web.addresses);
  } catch (error) {
    signal?.throwIfAborted();
    throw new AppError('WEB_NAME_UNKNOWN', { host }, { cause: error });
  } finally {
    signal?.removeEventListener('abort', abort);
  }
  throw new AppError('WEB_NAME_UNKNOWN', { host });
}

/** A lookup that knows only what was checked. */
function pin(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, done) => {
    const wanted = options.family === 4 || options.family === 6 ? options.family : undefined;
    const fitting = wanted === undefined ? all : all.filter(({ family }) => family === wanted);
    const [first] = fitting;
    if (first === undefined)
      done(Object.assign(new Error('no such address'), { code: 'ENOTFOUND' }), '', 0);
    else if (options.all === true) done(null, fitting);
    else done(null, first.address, first.family);
  };
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  const found = await askSystem(host, { all: true });
  return found.map(({ address }) => address);
}

function readOwnAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address.replace(/%.*$/, '')),
  );
}
