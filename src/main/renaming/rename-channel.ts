import { findReferences, renameReference } from '../../shared/config/references.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { ConfigEditOp } from '../config/service-types.ts';
import type { Inbound } from '../delivery/intake.ts';
import type { EventSink } from '../platform/connection.ts';
import type { HostNames } from '../nodes/host-names.ts';
import { createChannelMove } from './channel-move.ts';
import { entriesOf } from './entries-of.ts';
import { countAnswering, hasChannelData, renameChannelInKey } from './move-channel.ts';
import { renameEntry, type Rename, type RenameEntryDeps } from './rename-entry.ts';

export interface RenameChannelDeps extends RenameEntryDeps {
  readonly events: EventSink;
  readonly names: Pick<HostNames, 'reload'>;
  /** No message is accepted until the result is called; those that waited go in as it leaves them. */
  readonly holdIntake: () => (change?: (inbound: Inbound) => Inbound) => void;
  /** The new name holds: what waits to be sent goes on. */
  readonly onRenamed: (from: string, to: string) => void;
}

/**
 * Gives a channel another key: in the configuration with all that names it, and in what is stored. Its
 * host keeps running. What is written at the screen belongs to no entry, and stays where it is.
 * @throws AppError CHANNEL_UNKNOWN, CHANNEL_NAME_TAKEN, CHANNEL_BUSY, or a CONFIG_ code
 */
export async function renameChannel(
  deps: RenameChannelDeps,
  rename: Rename,
): Promise<ResultOf<'channels.rename'>> {
  const { id, to } = rename;
  const isWeb = (writtenType((await deps.service.get()).parsed, id) ?? id) === 'web';
  const renamed = await renameEntry(deps, rename, {
    move: isWeb ? { ...createChannelMove(), ...stayingData } : createChannelMove(deps.names),
    listEdits: (parsed) => listEdits(parsed, id, to),
    mustBeFree(sql) {
      if (isWeb) return;
      if (to === 'web') throw taken(to, 'conversations at the screen have it');
      const count = countAnswering(sql, id);
      if (count > 0) throw new AppError('CHANNEL_BUSY', { channel: id, count });
      if (hasChannelData(sql, to))
        throw taken(to, 'conversations or people of a channel of that name are kept');
    },
    hold() {
      const release = deps.holdIntake();
      return (isRenamed) => {
        release(isRenamed && !isWeb ? (one) => renameIn(one, id, to) : undefined);
      };
    },
  });
  if (!isWeb) deps.onRenamed(id, to);
  deps.events.publish('channels.renamed', { from: id, to });
  return renamed;
}

const stayingData = {
  isOnlyNamed: true,
  ...{ move: () => 0, moveBack: () => undefined, settle: () => undefined },
};

/** A message that waited while the channel, or a conversation in it, got another name. */
function renameIn(inbound: Inbound, id: string, to: string): Inbound {
  const { envelope, errand, sessionKey } = inbound;
  return {
    ...inbound,
    envelope: envelope.channel === id ? { ...envelope, channel: to } : envelope,
    ...(errand?.ruledBy === id && { errand: { ...errand, ruledBy: to } }),
    ...(sessionKey !== undefined && { sessionKey: renameChannelInKey(sessionKey, id, to) }),
  };
}

/** The references first: by their paths, which the renaming of the entry itself may change. */
function listEdits(parsed: unknown, id: string, to: string): readonly ConfigEditOp[] {
  const channels = entriesOf(parsed, 'channels');
  if (!channels || !Object.hasOwn(channels, id))
    throw new AppError('CHANNEL_UNKNOWN', { channel: id });
  if (Object.hasOwn(channels, to)) throw taken(to, 'another channel has it');
  const set = (path: ConfigEditOp['path'], value: string): ConfigEditOp => ({
    ...{ op: 'set', path, value },
  });
  return [
    ...findReferences(parsed, 'channel', id).map((found) =>
      set(found.path, renameReference(found, to)),
    ),
    // A chat may also be named by the key of a conversation.
    ...findReferences(parsed, 'channel', 'agent').flatMap(({ path, value }) => {
      const moved = renameChannelInKey(value, id, to);
      return moved === value ? [] : [set(path, moved)];
    }),
    // Its name may have said until now which messenger it is.
    ...(writtenType(parsed, id) === undefined ? [set(['channels', id, 'type'], id)] : []),
    { op: 'rename', path: ['channels', id], to },
  ];
}

function writtenType(parsed: unknown, id: string): string | undefined {
  const entry: unknown = Object.entries(entriesOf(parsed, 'channels') ?? {}).find(
    ([key]) => key === id,
  )?.[1];
  const hasType = typeof entry === 'object' && entry !== null && 'type' in entry;
  return hasType && typeof entry.type === 'string' ? entry.type : undefined;
}

function taken(channel: string, reason: string): AppError {
  return new AppError('CHANNEL_NAME_TAKEN', { channel, reason });
}
