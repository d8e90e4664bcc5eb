import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Supervised } from '../platform/supervise.ts';
import { localNodeId } from './channel-board.ts';
import { createCrashLedger } from './crash-ledger.ts';
import { startHostProcess, type HostProcessDeps } from './host-process.ts';
import type { HostNames } from './host-names.ts';
import { listPlacedChannels } from './hosted-channels.ts';
import type { LocalPlacement } from './local-placement.ts';
import type { NodeRegistry } from './node-registry.ts';

export interface LocalHostDeps extends HostProcessDeps {
  readonly registry: Pick<NodeRegistry, 'configChanged' | 'hostFailed'>;
  /** The same one the registry has. */
  readonly placement: LocalPlacement;
  /** Absent: no channel was ever renamed. */
  readonly names?: HostNames;
  readonly config: () => { readonly config: Config };
  /** Where a host of this machine reaches the gateway now; undefined while nothing listens. */
  readonly address: () => HostAddress | undefined;
}

/** The channel hosts of this very machine, as child processes. */
export interface LocalHost {
  /** Starts what is needed now and stops what is not: after start, a save, or a new address. */
  refresh(): void;
  /** Process ids by node, for diagnosis and for tests. */
  pids(): ReadonlyMap<string, number>;
  /** Ends all hosts; what they hold is on disk then. */
  stop(): Promise<void>;
}

interface Running {
  readonly addressKey: string;
  readonly process: Supervised;
}

/** Where a host finds the gateway, and by what it is let in. */
interface HostAddress {
  readonly url: string;
  readonly token: string;
}

/** Makes the supervision. No process is started before a messenger is configured. */
export function createLocalHost(deps: LocalHostDeps): LocalHost {
  const { clock, log, placement } = deps;
  const hosts = new Map<string, Running>();
  const ledger = createCrashLedger(clock);
  const endings = new Set<Promise<void>>();
  let isStopped = false;

  /** Host names of channels to run on this machine, by the node that is to run them. */
  function neededNodes(): ReadonlyMap<string, readonly string[]> {
    const enabled = listPlacedChannels(deps.config().config, placement, deps.names).filter(
      ({ config }) => config.enabled && config.node === localNodeId,
    );
    placement.keepOnly(new Set(enabled.map(({ hostName }) => hostName)));
    const byNode = Map.groupBy(enabled, ({ nodeId }) => nodeId);
    return new Map(
      [...byNode].map(([nodeId, list]) => [nodeId, list.map(({ hostName }) => hostName)]),
    );
  }

  const nameOf = (wanted: string): string =>
    listPlacedChannels(deps.config().config, placement, deps.names).find(
      ({ hostName }) => hostName === wanted,
    )?.id ?? wanted;
  const start = (nodeId: string, address: HostAddress): Supervised =>
    startHostProcess({ ...deps, nameOf }, { ...address, nodeId }, (suspect, reason) =>
      onCrash(nodeId, suspect, reason),
    );

  function onCrash(nodeId: string, suspect: string | undefined, reason: string): void {
    const { code, message, hint } = new AppError('HOST_CRASHED', { reason });
    deps.registry.hostFailed(nodeId, { code, message, hint });
    const neighbours = neededNodes().get(nodeId) ?? [];
    // With a single channel there is nobody to protect, and nobody else to suspect.
    const channel = neighbours.length === 1 ? neighbours[0] : suspect;
    if (channel === undefined || !neighbours.includes(channel) || !ledger.record(channel)) return;
    if (neighbours.length === 1 || !placement.moveOut(channel)) return;
    log.warn('host.channel-moved', { channel: nameOf(channel), nodeId });
    deps.registry.configChanged();
    refresh();
  }

  function endHost(nodeId: string, { process }: Running): void {
    hosts.delete(nodeId);
    const ending = process.stop().finally(() => endings.delete(ending));
    endings.add(ending);
  }

  function refresh(): void {
    const address = deps.address();
    if (isStopped || address === undefined) return;
    const needed = neededNodes();
    for (const [nodeId, host] of hosts)
      if (!needed.has(nodeId) || host.addressKey !== keyOf(address)) endHost(nodeId, host);
    // A host that follows an older one of its node waits by itself for the lock on the folder.
    for (const nodeId of needed.keys())
      if (!hosts.has(nodeId))
        hosts.set(nodeId, { addressKey: keyOf(address), process: start(nodeId, address) });
  }

  return {
    refresh,
    pids: () =>
      new Map(
        [...hosts].flatMap(([nodeId, { process }]) =>
          process.pid === undefined ? [] : [[nodeId, process.pid] as const],
        ),
      ),
    async stop() {
      isStopped = true;
      for (const [nodeId, host] of [...hosts]) endHost(nodeId, host);
      await Promise.all(endings);
    },
  };
}

function keyOf({ url, token }: HostAddress): string {
  return JSON.stringify([url, token]);
}
