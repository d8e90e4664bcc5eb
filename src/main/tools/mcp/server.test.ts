import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { mcpServer } from '../../../shared/config/mcp.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { createDrivenClock, type DrivenClock } from '../../platform/driven-clock.ts';
import { silentLog } from '../../platform/log.ts';
import type { ConnectionRequest, McpConnection } from './connection.ts';
import { createMcpServer, type McpServer } from './server.ts';

interface Opened {
  readonly request: ConnectionRequest;
  isClosed: boolean;
}

interface Play {
  readonly server: McpServer;
  readonly clock: DrivenClock;
  readonly opened: Opened[];
  /** What the next starts do; good ones when empty. */
  readonly next: ('refuse' | 'hang' | 'mute')[];
  tools: unknown[];
}

function play(): Play {
  const clock = createDrivenClock();
  const opened: Opened[] = [];
  const next: Play['next'] = [];
  const made: Play = {
    ...{ clock, opened, next },
    tools: [{ name: 'a', inputSchema: { type: 'object' } }],
    server: createMcpServer({
      ...{ name: 's', clock, log: silentLog, folder: '/nowhere', env: {}, version: '0' },
      config: mcpServer().parse({ command: 'x' }),
      onChanged: () => undefined,
      random: () => 1,
      open(request) {
        const one: Opened = { request, isClosed: false };
        opened.push(one);
        const how = next.shift();
        if (how === 'refuse') return Promise.reject(new Error('no such thing'));
        if (how === 'hang') return new Promise<never>(() => undefined);
        return Promise.resolve(connection(one, how === 'mute'));
      },
    }),
  };
  function connection(one: Opened, isMute: boolean): McpConnection {
    return {
      ...{ pid: 1, title: 'test' },
      listTools: () => (isMute ? new Promise<never>(() => undefined) : Promise.resolve(made.tools)),
      callTool: (name) =>
        name === 'cut'
          ? Promise.reject(new AppError('MCP_CALL_CUT_OFF', { server: 's' }))
          : Promise.resolve({ content: [] }),
      close() {
        one.isClosed = true;
        return Promise.resolve();
      },
    };
  }
  return made;
}
const options = { signal: new AbortController().signal, timeoutMs: 1_000 };

describe('a server that is supervised', () => {
  it('is started once, whoever wants it', async () => {
    const { server, opened } = play();
    expect([server.state, server.problem]).toEqual(['idle', undefined]);
    await Promise.all([server.start(), server.start(), server.call('a', {}, options)]);
    expect([server.state, opened.length, server.tools.length]).toEqual(['ready', 1, 1]);
  });

  it('is started again after pauses that double, and at once again when it lasted', async () => {
    const { server, clock, opened, next } = play();
    next.push('refuse', 'refuse', 'refuse');
    await server.start();
    expect(server.problem).toMatchObject({ code: 'MCP_SERVER_DOWN' });
    expect(server.problem?.message).toContain('no such thing');
    const { restartFloorMs, restartBaseMs } = limits.mcp;
    await clock.advance(restartFloorMs + restartBaseMs - 1);
    expect(opened).toHaveLength(1);
    await clock.advance(1);
    expect(opened).toHaveLength(2);
    await clock.advance(restartFloorMs + restartBaseMs * 2);
    expect(opened).toHaveLength(3);
    await clock.advance(restartFloorMs + restartBaseMs * 4);
    expect(server.state).toBe('ready');
    await clock.advance(limits.mcp.stableMs);
    opened[3]?.request.onGone('it ended');
    await clock.advance(restartFloorMs + restartBaseMs);
    expect([server.state, opened.length]).toEqual(['ready', 5]);
  });

  it.each(['hang', 'mute'] as const)('is given up when it does not come up (%s)', async (how) => {
    const { server, clock, opened, next } = play();
    next.push(how);
    const started = server.start();
    expect(server.problem).toMatchObject({ code: 'MCP_SERVER_STARTING' });
    await clock.advance(0);
    await clock.advance(limits.mcp.startMs);
    await started;
    expect(server.state).toBe('waiting');
    expect(opened[0]?.request.signal.aborted).toBe(true);
    expect(opened[0]?.isClosed).toBe(how === 'mute');
  });

  it('keeps its tools while it is away, and says why they do not work', async () => {
    const { server, opened } = play();
    await server.start();
    opened[0]?.request.onGone('killed');
    expect(server.tools).toHaveLength(1);
    await expect(server.call('a', {}, options)).rejects.toMatchObject({ code: 'MCP_SERVER_DOWN' });
  });

  it('is gone when a call finds nobody', async () => {
    const { server, opened } = play();
    await server.start();
    await expect(server.call('cut', {}, options)).rejects.toMatchObject({
      code: 'MCP_CALL_CUT_OFF',
    });
    expect([server.state, opened[0]?.isClosed]).toEqual(['waiting', true]);
  });

  it('is asked for its tools once after a burst of changes', async () => {
    const made = play();
    const { server, clock, opened } = made;
    await server.start();
    made.tools = [];
    for (let count = 0; count < 50; count += 1) opened[0]?.request.onToolsChanged();
    expect(server.tools).toHaveLength(1);
    await clock.advance(limits.mcp.listQuietMs);
    expect([server.tools.length, clock.pendingCount]).toEqual([0, 0]);
  });

  it('is restarted by hand at once, also while it waits', async () => {
    const { server, opened, next } = play();
    next.push('refuse');
    await server.start();
    await server.restart();
    expect([server.state, opened.length]).toEqual(['ready', 2]);
  });

  it('hears nothing more of a run that is over', async () => {
    const { server, opened, clock } = play();
    await server.start();
    await server.restart();
    opened[0]?.request.onGone('late');
    opened[0]?.request.onToolsChanged();
    await clock.advance(limits.mcp.listQuietMs);
    expect([server.state, opened.length]).toEqual(['ready', 2]);
  });

  it('stays closed', async () => {
    const { server, opened, clock } = play();
    await server.start();
    await server.close();
    await server.start();
    await clock.advance(60_000);
    expect([server.state, opened.length, opened[0]?.isClosed]).toEqual(['idle', 1, true]);
  });
});
