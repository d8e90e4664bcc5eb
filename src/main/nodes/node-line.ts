import { limits } from '../../shared/config/limits.ts';
import type { DeliveryJob, DeliveryOutcome } from '../../shared/model/delivery.ts';
import type { Connection } from '../platform/connection.ts';
import { killPoint } from '../platform/kill-points.ts';

interface Batch {
  readonly seq: number;
  /** By id; taken out when its outcome is here. */
  readonly jobs: Map<string, DeliveryJob>;
}

/** The gateway's end of the line to one host: who is there, and what it has been given. */
export interface NodeLine {
  readonly nodeId: string;
  readonly connection: Connection | undefined;
  readonly runId: string | undefined;
  /** The last inbound batch of this run that is committed. */
  lastInboundSeq: number;
  /** False until the outcomes of earlier runs are settled; nothing new goes out before. */
  isReady: boolean;
  /** How many more jobs the host may be given. */
  readonly room: number;
  /** A host reported for work; the older connection of the same node is closed. */
  attach(connection: Connection, runId: string, lastDeliverySeq: number): void;
  /** The connection is gone; false when a newer one has taken over already. */
  detach(connection: Connection): boolean;
  /** @returns the jobs that could not be handed over */
  deliver(jobs: readonly DeliveryJob[]): readonly DeliveryJob[];
  /** Forgets what has its outcome. */
  settle(outcomes: readonly DeliveryOutcome[]): void;
  isOpen(job: DeliveryJob): boolean;
}

/** Close code for a connection that a newer one of the same node replaces. */
const replacedCode = 4_002;

/** Makes the line of one node; it outlives the node's connections. */
export function createNodeLine(nodeId: string): NodeLine {
  let connection: Connection | undefined;
  let runId: string | undefined;
  let lastSeq = 0;
  let batches: Batch[] = [];

  const openCount = (): number => batches.reduce((sum, batch) => sum + batch.jobs.size, 0);
  const send = (batch: Batch): boolean => {
    killPoint('gateway.deliver.before-send');
    const isSent = connection?.send('node.deliver', {
      seq: batch.seq,
      jobs: [...batch.jobs.values()],
    });
    killPoint('gateway.deliver.after-send');
    return isSent === true;
  };

  const line: NodeLine = {
    nodeId,
    lastInboundSeq: 0,
    isReady: false,
    get connection() {
      return connection;
    },
    get runId() {
      return runId;
    },
    get room() {
      return Math.max(0, limits.node.openJobs - openCount());
    },
    attach(next, nextRunId, lastDeliverySeq) {
      const older = connection;
      connection = next;
      if (older !== undefined && older !== next) older.close(replacedCode, 'replaced');
      line.isReady = false;
      if (nextRunId !== runId) {
        runId = nextRunId;
        batches = [];
        line.lastInboundSeq = 0;
        // A gateway that was restarted goes on counting where this host stands.
        lastSeq = lastDeliverySeq;
      }
      for (const batch of batches)
        if (batch.seq > lastDeliverySeq && batch.jobs.size > 0) send(batch);
    },
    detach(gone) {
      if (gone !== connection) return false;
      connection = undefined;
      line.isReady = false;
      return true;
    },
    deliver(jobs) {
      for (let start = 0; start < jobs.length; start += limits.node.batchItems) {
        const part = jobs.slice(start, start + limits.node.batchItems);
        const batch = { seq: lastSeq + 1, jobs: new Map(part.map((job) => [job.id, job])) };
        if (!send(batch)) return jobs.slice(start);
        lastSeq = batch.seq;
        batches.push(batch);
      }
      return [];
    },
    settle(outcomes) {
      for (const outcome of outcomes)
        for (const batch of batches) {
          const job = batch.jobs.get(outcome.id);
          if (job !== undefined && job.attempt <= outcome.attempt) batch.jobs.delete(outcome.id);
        }
      batches = batches.filter((batch) => batch.jobs.size > 0);
    },
    isOpen: (job) => batches.some((batch) => batch.jobs.get(job.id)?.attempt === job.attempt),
  };
  return line;
}
