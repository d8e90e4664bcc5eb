import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server program runs. */
export interface ProgramOptions {
  /** 0 lets the system choose. */
  port: number;
  /** True: closing stdin does not end the program, only a signal does. */
  isKeptAlive: boolean;
}

/**
 * The body of a `main.ts`: listens on loopback, prints the ready line, and ends on SIGTERM, SIGINT,
 * or when stdin or the IPC channel closes (the parent is gone).
 */
export function runServerProgram(server: Server, options: ProgramOptions): void {
  const end = (): never => process.exit(0);
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (!options.isKeptAlive) {
    process.on('disconnect', end);
    process.stdin.on('end', end).on('close', end).on('error', end).resume();
  }
  server.listen(options.port, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`);
  });
}
