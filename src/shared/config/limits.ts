/**
 * Every bound of the system in one place. A queue, cache, buffer or text that somebody else can
 * grow has its limit here, with the reason for the number where it is not obvious.
 */
export const limits = {
  config: {
    fileBytes: 1024 * 1024,
    depth: 64,
    includeDepth: 10,
    /** Includes that one load follows; a file that is included twice counts twice. */
    includes: 256,
    /** Root and includes together. */
    totalBytes: 8 * 1024 * 1024,
    historyVersions: 50,
    /** Old versions beyond this go first, however few there are. */
    historyBytes: 64 * 1024 * 1024,
    dotEnvBytes: 256 * 1024,
    /** Quiet time after a change before the files are read; a save comes as several events. */
    debounceMs: 15,
    /** How often a folder that cannot be watched is looked at. */
    pollMs: 2_000,
    editsPerWrite: 500,
    /** A file above `shrinkGuardBytes` may not lose more than half of its bytes in one write. */
    shrinkGuardBytes: 200,
    problems: 500,
  },
  frame: {
    /** As the OpenClaw protocol announces it. */
    maxBytes: 25 * 1024 * 1024,
    /** Before authentication nobody may make us buffer more. */
    preAuthBytes: 64 * 1024,
    /** Unsent bytes on one connection after which droppable events are dropped. */
    bufferedBytes: 50 * 1024 * 1024,
    handshakeMs: 10_000,
    tickMs: 30_000,
    deltaMs: 33,
    /** Above this the cumulative message is left out of chat deltas. */
    cumulativeBytes: 8 * 1024,
  },
  auth: {
    failures: 10,
    windowMs: 60_000,
    lockMs: 5 * 60_000,
    trackedAddresses: 1_000,
    codeMs: 10 * 60_000,
  },
  eventLog: { entries: 2_000, bytes: 4 * 1024 * 1024 },
  storage: {
    busyMs: 2_000,
    cacheKib: 2_048,
    /** The write-ahead log is cut back to this after a checkpoint. */
    walBytes: 8 * 1024 * 1024,
    /** Jobs that share one transaction at most. */
    batchJobs: 1_000,
  },
  message: { textBytes: 256 * 1024, attachmentBytes: 20 * 1024 * 1024 },
} as const;
