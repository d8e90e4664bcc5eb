import { AppError } from '../../shared/errors/index.ts';
import type { DeliveryJob } from '../../shared/model/delivery.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import type { Connection, MethodHandlers } from '../platform/connection.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { Logger } from '../platform/log.ts';
import type { ChannelReport } from './channel-board.ts';
import type { FileIntake } from './file-intake.ts';
import type { NodeLine } from './node-line.ts';
import type { InboxPort, OutboxPort } from './ports.ts';

/** The handlers of the methods that hosts call. */
export type NodeHandlers = Pick<
  MethodHandlers,
  | 'node.hello'
  | 'node.wanted'
  | 'node.file'
  | 'node.inbound'
  | 'node.outcomes'
  | 'node.recovered'
  | 'node.status'
>;

export type NodeHello = ParsedParamsOf<'node.hello'>;

export interface NodeHandlerDeps {
  readonly inbox: InboxPort;
  readonly outbox: OutboxPort;
  readonly files: FileIntake;
  readonly log: Logger;
  attach(connection: Connection, hello: NodeHello): ResultOf<'node.hello'>;
  lineOf(connection: Connection): NodeLine | undefined;
  deliver(jobs: readonly DeliveryJob[]): void;
  /** What the configuration calls a channel now, by the name that hosts have for it. */
  nameOf(hostName: string): string;
  report(nodeId: string, hostName: string, report: ChannelReport): void;
}

/** What happens when a host calls. An answer means that it is committed. */
export function createNodeHandlers(deps: NodeHandlerDeps): NodeHandlers {
  const { inbox, outbox } = deps;

  function currentLine(connection: Connection, method: string): { line: NodeLine; runId: string } {
    const line = deps.lineOf(connection);
    if (line?.runId === undefined) throw new AppError('NODE_HELLO_FIRST', { method });
    if (line.connection !== connection) throw new AppError('NODE_REPLACED', { node: line.nodeId });
    return { line, runId: line.runId };
  }

  const named = (envelope: Envelope): Envelope => ({
    ...envelope,
    channel: deps.nameOf(envelope.channel),
  });

  return {
    'node.hello': (hello, connection) => deps.attach(connection, hello),

    'node.wanted'({ envelope }, connection) {
      currentLine(connection, 'node.wanted');
      return { isWanted: inbox.wants(named(envelope)) };
    },

    'node.file': async (piece, connection) => {
      currentLine(connection, 'node.file');
      return { receivedBytes: await deps.files.take(piece, connection) };
    },

    'node.inbound': async ({ seq, envelopes }, connection) => {
      const { line, runId } = currentLine(connection, 'node.inbound');
      if (seq > line.lastInboundSeq) {
        killPoint('gateway.inbound.before-accept');
        await inbox.accept(line.nodeId, runId, seq, envelopes.map(named));
        // While we waited the host may have been replaced; its numbers are another count then.
        if (line.runId === runId) line.lastInboundSeq = Math.max(line.lastInboundSeq, seq);
      }
      killPoint('gateway.inbound.before-ack');
      return { ack: seq };
    },

    'node.outcomes': async ({ outcomes }, connection) => {
      const { line } = currentLine(connection, 'node.outcomes');
      killPoint('gateway.outcome.before-settle');
      await outbox.settle(outcomes);
      line.settle(outcomes);
      killPoint('gateway.outcome.before-ack');
      return { ok: true };
    },

    'node.recovered': async (_params, connection) => {
      const { line, runId } = currentLine(connection, 'node.recovered');
      const open = await outbox.recovered(line.nodeId, runId);
      if (line.connection === connection) {
        line.isReady = true;
        deps.deliver(open.filter((job) => !line.isOpen(job)));
        outbox.wake(line.nodeId);
      }
      return { ok: true };
    },

    'node.status': ({ channel, state, account, error }, connection) => {
      const { line } = currentLine(connection, 'node.status');
      deps.report(line.nodeId, channel, { state, account, error });
      return { ok: true };
    },
  };
}
