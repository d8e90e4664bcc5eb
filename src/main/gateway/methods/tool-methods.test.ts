import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { agentEntry } from '../../../shared/config/agents.ts';
import { limits } from '../../../shared/config/limits.ts';
import type { Config } from '../../../shared/config/schema.ts';
import { toolsSection } from '../../../shared/config/tools.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { toolMethods } from '../../../shared/protocol/tools.ts';
import type { Connection } from '../../platform/connection.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { silentLog } from '../../platform/log.ts';
import type { Sql } from '../../storage/database.ts';
import { createToolCatalogue } from '../../tools/create-tool-catalogue.ts';
import type { Tool, ToolContext } from '../../tools/tool.ts';
import { createToolMethods } from './tool-methods.ts';

interface Played {
  readonly tool: Tool;
  readonly calls: ToolContext[];
}

function playTool(changes: Partial<Tool> = {}): Played {
  const calls: ToolContext[] = [];
  const tool: Tool = {
    name: 'echo',
    description: 'Says it back.',
    parameters: () => z.strictObject({ text: z.string().default('hello') }),
    isRepeatable: true,
    touches: ['nothing'],
    asks: 'never',
    run(args, context) {
      calls.push(context);
      return Promise.resolve({ text: String(args['text']), isError: false });
    },
    ...changes,
  };
  return { tool, calls };
}

const noOwner = { statement: () => ({ get: () => ({ id: 'p1', name: 'Owner', role: 'owner' }) }) };

function start(played: Played, agentTools = ['echo'], tools = {}) {
  const clock = createDrivenClock();
  const config = {
    tools: toolsSection().parse(tools),
    agents: { assistant: agentEntry().parse({ tools: agentTools }) },
    channels: {},
  } as unknown as Config;
  const list = [played.tool];
  const catalogue = createToolCatalogue({
    clock,
    log: silentLog,
    supplies: [{ tools: () => list }],
    config: () => config,
  });
  const db = noOwner as unknown as Sql;
  const methods = createToolMethods({ db, clock, config: () => config, tools: catalogue });
  const leave: (() => void)[] = [];
  const connection = { clientKey: 'c', onClose: (one: () => void) => leave.push(one) };
  const invoke = (params: object) =>
    methods['tools.invoke'](
      toolMethods['tools.invoke'].params().parse({ name: 'echo', ...params }),
      connection as unknown as Connection,
    );
  return { methods, invoke, clock, leave: () => leave.forEach((one) => one()), listeners: leave };
}

const nobody = {} as Connection;

describe('tools.catalog', () => {
  it('answers in the shape of the contract, with what is in the way', async () => {
    const problem = new AppError('TOOL_TIMED_OUT', { tool: 'echo', seconds: 1 });
    const { tool } = playTool({ problem: () => problem, timeoutMs: () => 1_500 });
    const { methods } = start({ tool, calls: [] });
    const answer = await methods['tools.catalog']({}, nobody);
    expect(toolMethods['tools.catalog'].result().parse(answer)).toEqual(answer);
    expect(answer.tools[0]).toMatchObject({
      name: 'echo',
      source: { kind: 'built-in' },
      timeoutSeconds: 1.5,
      problem: { code: 'TOOL_TIMED_OUT' },
    });
    expect(answer.profiles['all']).toEqual(['echo']);
  });
});

describe('tools.effective', () => {
  it('tells of each tool and of names that lead nowhere', async () => {
    const { methods } = start(playTool(), ['echo', 'ehco']);
    const answer = await methods['tools.effective']({ agentId: 'main' }, nobody);
    expect(answer).toEqual({
      agentId: 'assistant',
      tools: [
        { name: 'echo', verdict: 'allowed', entry: 'echo', path: 'agents.assistant.tools' },
        { name: 'ehco', verdict: 'unknown', entry: 'ehco', path: 'agents.assistant.tools' },
      ],
    });
  });

  it('knows no agent that is not there', async () => {
    const { methods } = start(playTool());
    await expect(methods['tools.effective']({ agentId: 'nobody' }, nobody)).rejects.toMatchObject({
      code: 'AGENT_UNKNOWN',
    });
  });
});

describe('tools.invoke', () => {
  it('runs a tool as the owner, whatever the lists say, unless an agent is named', async () => {
    const played = playTool();
    const { invoke } = start(played, [], { deny: ['*'] });
    expect(await invoke({ args: { text: 'hi' } })).toMatchObject({ text: 'hi', isError: false });
    expect(played.calls[0]).toMatchObject({ agentId: 'assistant', personId: 'p1', isOwner: true });
    expect(await invoke({ agentId: 'assistant' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('may not use') as string,
    });
    expect(played.calls).toHaveLength(1);
  });

  it('tells what is wrong with arguments and names', async () => {
    const { invoke } = start(playTool());
    expect(await invoke({ args: { text: 1 } })).toMatchObject({ isError: true });
    expect(await invoke({ name: 'nothing' })).toMatchObject({ isError: true });
  });

  it('ends with the connection, with one listener for each connection', async () => {
    const played = playTool({ run: () => new Promise(() => undefined) });
    const { invoke, leave, listeners } = start(played);
    const both = Promise.allSettled([invoke({}), invoke({})]);
    expect(listeners).toHaveLength(1);
    leave();
    for (const one of await both)
      expect(one).toMatchObject({ reason: { code: 'GATEWAY_LINE_BROKEN' } });
  });

  it('runs once for one key, and does not end with the connection then', async () => {
    const gate = Promise.withResolvers<{ text: string; isError: boolean }>();
    let runs = 0;
    const played = playTool({
      run: () => {
        runs += 1;
        return gate.promise;
      },
    });
    const { invoke, leave } = start(played);
    const first = invoke({ idempotencyKey: 'k' });
    leave();
    const second = invoke({ idempotencyKey: 'k' });
    gate.resolve({ text: 'done', isError: false });
    expect(await first).toEqual(await second);
    expect(runs).toBe(1);
  });

  it('ends at the latest after a bound of its own', async () => {
    const played = playTool({ run: () => new Promise(() => undefined) });
    const { invoke, clock } = start(played);
    const ended = expect(invoke({})).rejects.toMatchObject({ code: 'TOOL_TIMED_OUT' });
    await clock.advance(limits.tools.tryOutMs);
    await ended;
  });

  it('gives pictures as base64', async () => {
    const images = [{ mimeType: 'image/png' as const, data: new Uint8Array([1, 2, 3]) }];
    const played = playTool({ run: () => Promise.resolve({ text: '', isError: false, images }) });
    expect(await start(played).invoke({})).toMatchObject({ images: [{ data: 'AQID' }] });
  });
});
