import { describe, expect, it } from 'vitest';
import { channelBase, type ChannelConfig } from '../../shared/config/channels.ts';
import { envelope, type Envelope } from '../../shared/model/envelope.ts';
import { admit } from './admission.ts';

const channel = (settings: object): ChannelConfig => ({
  ...channelBase().parse(settings),
  type: 'telegram',
});
const message = (changes: Partial<Envelope> = {}): Envelope =>
  envelope().parse({
    channel: 'telegram',
    dedupeKey: '1',
    account: 'bot',
    kind: 'new',
    chat: { kind: 'direct', id: '42' },
    sender: { id: '42', username: 'Ada' },
    text: 'hello',
    isAddressed: true,
    sentAt: 0,
    ...changes,
  });
const inGroup = (changes: Partial<Envelope> = {}): Envelope =>
  message({ chat: { kind: 'group', id: '-100' }, ...changes });
const trusted = { id: 'p', name: 'Ada', role: 'trusted', isLinked: false } as const;

describe('direct messages', () => {
  it('give a stranger a pairing code and nothing else', () => {
    expect(admit(message(), channel({}), undefined)).toEqual({ verdict: 'pair' });
    expect(admit(message(), channel({}), { ...trusted, role: 'guest' })).toEqual({
      verdict: 'pair',
    });
  });
  it('let in whom the owner trusts or lists, by id or name', () => {
    expect(admit(message(), channel({}), trusted).verdict).toBe('let-in');
    for (const entry of ['42', '@ada'])
      expect(
        admit(
          message(),
          channel({ access: { direct: 'allowlist', allowFrom: [entry] } }),
          undefined,
        ).verdict,
      ).toBe('let-in');
  });
  it('turn everybody else away where the list decides', () => {
    const listed = channel({ access: { direct: 'allowlist', allowFrom: ['7', 'ada'] } });
    expect(admit(message(), listed, undefined)).toMatchObject({ reason: 'not-allowed' });
  });
  it('stay unanswered where they are switched off, whoever writes', () => {
    expect(admit(message(), channel({ access: { direct: 'off' } }), trusted)).toMatchObject({
      reason: 'direct-off',
    });
  });
});

describe('groups', () => {
  it('are silent until they are allowed', () => {
    expect(admit(inGroup(), channel({}), trusted)).toMatchObject({ reason: 'group-unknown' });
    expect(
      admit(inGroup(), channel({ access: { groups: { '-100': {} } } }), undefined).verdict,
    ).toBe('let-in');
  });
  it('need a mention unless they are told otherwise', () => {
    const groups = { '-100': {}, '*': { requireMention: false } };
    const unaddressed = inGroup({ isAddressed: false });
    expect(admit(unaddressed, channel({ access: { groups } }), trusted)).toMatchObject({
      reason: 'not-addressed',
    });
    const elsewhere = inGroup({ isAddressed: false, chat: { kind: 'group', id: '-7' } });
    expect(admit(elsewhere, channel({ access: { groups } }), undefined).verdict).toBe('let-in');
  });
});

it('ignores edits, bots, empty messages and channels that are gone', () => {
  expect(admit(message({ kind: 'edit' }), channel({}), trusted)).toMatchObject({
    reason: 'not-a-message',
  });
  expect(admit(message({ sender: { id: '1', isBot: true } }), channel({}), trusted)).toMatchObject({
    reason: 'from-a-bot',
  });
  expect(admit(message({ text: '  ' }), channel({}), trusted)).toMatchObject({ reason: 'empty' });
  expect(admit(message(), undefined, trusted)).toMatchObject({ reason: 'channel-unknown' });
});
