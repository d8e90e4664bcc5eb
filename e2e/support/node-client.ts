import { createHash } from 'node:crypto';
import { connect, plainConnect, type Client } from './client.ts';
import type { DeliveryJob } from '../../src/shared/model/delivery.ts';
import type { ParamsOf } from '../../src/shared/protocol/contract.ts';

type EnvelopeInput = ParamsOf<'node.inbound'>['envelopes'][number];

/** A channel host written by hand: what it gets and says is up to the test. */
export interface NodeClient extends Client {
  /** Hands in a message of a private chat. */
  receive(text: string, peer?: string, attachments?: EnvelopeInput['attachments']): Promise<void>;
  /** Whether a message of a private chat would be let in. */
  wants(text: string, peer: string): Promise<boolean>;
  /** Hands in a file; how many of its bytes the gateway has then. */
  sendFile(bytes: Buffer): Promise<number>;
  /** The first job, since the connection began, whose text fits. */
  job(fits: (job: DeliveryJob) => boolean): Promise<DeliveryJob>;
  /** Says that jobs were sent. */
  sent(...jobs: readonly DeliveryJob[]): Promise<void>;
}

/** Connects as the host of a node and reports for work. */
export async function connectNode(
  url: string,
  token: string,
  nodeId: string,
  channel: string,
): Promise<NodeClient> {
  const client = await connect(
    url,
    plainConnect(token, {
      client: { id: 'node-host', version: '1.0.0', platform: 'linux', mode: 'node' },
      role: 'node',
      scopes: [],
    }),
  );
  const runId = `run-${process.pid}-${nodeId}`;
  await client.request('node.hello', { nodeId, runId, lastDeliverySeq: 0 });
  await client.request('node.recovered', { runId });
  await client.request('node.status', { channel, state: 'running', account: 'bot' });
  let seq = 0;
  return {
    ...client,
    get seenEvents() {
      return client.seenEvents;
    },
    async receive(text, peer = '42', attachments = []) {
      seq += 1;
      await client.request('node.inbound', {
        seq,
        envelopes: [{ ...envelope(channel, text, peer, seq), attachments }],
      });
    },
    async wants(text, peer) {
      const asked = { envelope: envelope(channel, text, peer, 0) };
      return (await client.request('node.wanted', asked)).isWanted;
    },
    async sendFile(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const piece = { hash, sizeBytes: bytes.byteLength, offset: 0 };
      const data = bytes.toString('base64');
      return (await client.request('node.file', { ...piece, data })).receivedBytes;
    },
    job: (fits) =>
      client.raw.waitFor('a delivery', (frame) => {
        if (frame.type !== 'event' || frame.event !== 'node.deliver') return undefined;
        return (frame.payload as { jobs: DeliveryJob[] }).jobs.find(fits);
      }),
    async sent(...jobs) {
      await client.request('node.outcomes', {
        outcomes: jobs.map(({ id, attempt, externalId }) => ({
          result: 'sent',
          id,
          attempt,
          externalId: externalId ?? `x-${id}`,
        })),
      });
    },
  };
}

function envelope(channel: string, text: string, peer: string, count: number): EnvelopeInput {
  return {
    channel,
    dedupeKey: `${peer}:${count}`,
    account: 'bot',
    kind: 'new',
    chat: { kind: 'direct', id: peer },
    sender: { id: peer, name: `Person ${peer}` },
    text,
    isAddressed: true,
    sentAt: Date.now(),
  };
}
