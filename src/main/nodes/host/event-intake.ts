import type { z } from 'zod';
import type { DeliveryJob } from '../../../shared/model/delivery.ts';
import { nodeEvents } from '../../../shared/protocol/node.ts';
import { killPoint } from '../../platform/kill-points.ts';
import type { Logger } from '../../platform/log.ts';
import type { ChannelSet } from './channel-set.ts';
import type { DeliveryLanes } from './delivery-lanes.ts';

export interface EventIntakeDeps {
  readonly lanes: () => DeliveryLanes;
  readonly channels: () => ChannelSet;
  /** Something is missing: greet again, naming the last batch we have. */
  readonly onGap: () => void;
  readonly log: Logger;
}

/** What the gateway tells a host without being asked. */
export interface EventIntake {
  /** The last batch of deliveries this run has taken over. */
  readonly lastDeliverySeq: number;
  onEvent(event: string, payload: unknown): void;
}

/** Makes the intake. What it can't read it logs and leaves. */
export function createEventIntake({ lanes, channels, onGap, log }: EventIntakeDeps): EventIntake {
  let lastDeliverySeq = 0;

  function takeOver(seq: number, jobs: readonly DeliveryJob[]): void {
    if (seq <= lastDeliverySeq) return;
    if (seq !== lastDeliverySeq + 1) {
      onGap();
      return;
    }
    lastDeliverySeq = seq;
    for (const job of jobs) lanes().add(job);
    killPoint('host.deliver.taken-over');
  }

  function read<T extends z.ZodType>(
    event: string,
    payload: unknown,
    schema: T,
  ): z.output<T> | undefined {
    const result = schema.safeParse(payload);
    if (!result.success) log.error('host.event-invalid', { event, reason: result.error.message });
    return result.data;
  }

  return {
    get lastDeliverySeq() {
      return lastDeliverySeq;
    },
    onEvent(event, payload) {
      if (event === 'node.deliver') {
        const batch = read(event, payload, nodeEvents[event].payload());
        if (batch) takeOver(batch.seq, batch.jobs);
      } else if (event === 'node.config') {
        const config = read(event, payload, nodeEvents[event].payload());
        if (config) channels().apply(config.channels);
      } else if (event === 'node.typing') {
        const typing = read(event, payload, nodeEvents[event].payload());
        if (typing) channels().find(typing.channel)?.showTyping(typing.chatId, typing.threadId);
      }
    },
  };
}
