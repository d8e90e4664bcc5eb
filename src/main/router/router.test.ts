import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentEntry } from '../../shared/config/agents.ts';
import type { Binding } from '../../shared/config/bindings.ts';
import { channelSchemas } from '../../shared/config/channels.ts';
import type { RouteInput } from './route-input.ts';
import { route, type RouteConfig } from './router.ts';

const agent = (more: object = {}) => ({ ...agentEntry().parse({}), ...more });
const telegram = (more: object = {}) => ({
  ...channelSchemas.telegram().parse({ token: 'x', ...more }),
  type: 'telegram' as const,
});
const config = (more: Partial<RouteConfig> = {}): RouteConfig => ({
  agents: { assistant: agent(), coder: agent(), off: agent({ enabled: false }) },
  channels: { telegram: telegram() },
  bindings: [],
  ...more,
});
const direct = { channel: 'telegram', peer: { kind: 'direct', id: '42' } } as const;

describe('who answers', () => {
  it('is the first enabled agent when nothing says otherwise', () => {
    expect(route(direct, config())).toMatchObject({
      agentId: 'assistant',
      decidedBy: 'default',
      sessionKey: 'agent:assistant:telegram:direct:42',
    });
  });

  it('is nobody when no agent can', () => {
    const decision = route(
      direct,
      config({ agents: { off: agent({ enabled: false, default: true }) } }),
    );
    expect(decision).toMatchObject({ agentId: null, sessionKey: null, decidedBy: 'default' });
    expect(decision.considered.slice(-2).map((rule) => rule.outcome)).toEqual([
      'agent-off',
      'absent',
    ]);
  });

  it('says why each rule did not decide', () => {
    const bindings: Binding[] = [
      { match: { channel: 'telegram' }, agent: 'coder' },
      { match: { peer: 'direct:42' }, agent: 'off' },
      { match: { peer: 'direct:42' }, agent: 'gone' },
      { match: { peer: 'direct:7' }, agent: 'coder' },
      { match: { peer: 'direct:*' }, agent: 'assistant' },
    ];
    const { considered, ...choice } = route(direct, config({ bindings }));
    expect(choice).toMatchObject({ agentId: 'assistant', binding: 4, decidedBy: 'peer-pattern' });
    expect(considered.map(({ binding, outcome }) => [binding, outcome])).toEqual([
      [null, 'absent'],
      [1, 'agent-off'],
      [2, 'agent-missing'],
      [3, 'other-peer'],
      [4, 'decided'],
      [0, 'less-specific'],
      [null, 'absent'],
      [null, 'less-specific'],
    ]);
  });

  it('lets a thread inherit from the peer it belongs to', () => {
    const bindings: Binding[] = [{ match: { peer: 'channel:C1' }, agent: 'coder' }];
    const thread = {
      channel: 'work',
      peer: { kind: 'channel', id: 'T9' },
      threadId: 'T9',
    } as const;
    const inside = route(
      { ...thread, parent: { kind: 'channel', id: 'C1' } },
      config({ bindings }),
    );
    expect(inside).toMatchObject({ agentId: 'coder', decidedBy: 'parent' });
    expect(route(thread, config({ bindings }))).toMatchObject({ agentId: 'assistant' });
  });

  it('is nobody in a conversation whose agent is off, instead of another agent', () => {
    const decision = route({ ...direct, sessionKey: 'agent:off:main' }, config());
    expect(decision).toMatchObject({ agentId: null, sessionKey: null, decidedBy: 'session' });
    expect(decision.considered[0]).toMatchObject({ agentId: 'off', outcome: 'agent-off' });
  });
});

describe('which conversation', () => {
  const key = (input: Partial<RouteInput>) => route({ ...direct, ...input }, config()).sessionKey;

  it('is one for each person, chat and thread', () => {
    expect(key({ peer: { kind: 'group', id: '-100' } })).toBe(
      'agent:assistant:telegram:group:-100',
    );
    expect(key({ peer: { kind: 'channel', id: 'C1' } })).toBe(
      'agent:assistant:telegram:channel:C1',
    );
    expect(key({ threadId: '7' })).toBe('agent:assistant:telegram:direct:42:thread:7');
  });

  it('is shared by the identities of one person, in direct chats only', () => {
    expect(key({ linkedPersonId: 'p1' })).toBe('agent:assistant:person:p1');
    expect(key({ linkedPersonId: 'p1', peer: { kind: 'group', id: '5' } })).toBe(
      'agent:assistant:telegram:group:5',
    );
  });

  it('is the main one for the main page of the web channel, and for nobody else called main', () => {
    const peer = { kind: 'direct', id: 'main' } as const;
    expect(key({ channel: 'web', peer })).toBe('agent:assistant:main');
    expect(key({ peer })).toBe('agent:assistant:telegram:direct:main');
  });

  it('is never shared by direct messages of different people', () => {
    const name = fc.string({ minLength: 1, unit: 'binary' });
    fc.assert(
      fc.property(name, name, name, (channel, mine, theirs) => {
        fc.pre(mine !== theirs);
        const of = (id: string) => key({ channel, peer: { kind: 'direct', id } });
        expect(of(mine)).not.toBe(of(theirs));
      }),
    );
  });
});
