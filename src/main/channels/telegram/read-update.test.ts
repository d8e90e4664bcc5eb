import fc from 'fast-check';
import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { envelope } from '../../../shared/model/envelope.ts';
import { readMessage } from './read-update.ts';

const context = { channel: 'telegram', me: { id: 1, username: 'our_bot' } };
const base = {
  message_id: 7,
  date: 1_700_000_000,
  chat: { id: -100, type: 'supergroup', title: 'Team' },
  from: { id: 5, is_bot: false, first_name: 'Ann' },
};
/** Messages as Telegram sends them, of which only the interesting part is written down. */
const read = (part: Readonly<Record<string, unknown>>) =>
  readMessage({ ...base, ...part } as unknown as Message, context);

describe('a message', () => {
  it('is not ours to hear when we wrote it, or when it only tells of the chat', () => {
    expect(read({ from: { id: 1, is_bot: true, first_name: 'Bot' }, text: 'x' })).toBeUndefined();
    expect(read({ new_chat_title: 'New' })).toBeUndefined();
    expect(read({ migrate_to_chat_id: -1_001 })).toBeUndefined();
  });

  it('quotes what it answers, within bounds, and the part its writer picked', () => {
    const long = 'x'.repeat(5_000);
    const answered = { ...base, message_id: 6, text: long };
    const quoted = read({ text: 'yes', reply_to_message: answered })?.text ?? '';
    expect(quoted.endsWith('…\nyes')).toBe(true);
    expect(quoted.length).toBeLessThan(limits.telegram.quoteChars + 50);
    const picked = read({ text: 'yes', reply_to_message: answered, quote: { text: 'two\nlines' } });
    expect(picked?.text).toBe('> Ann: two\n> lines\nyes');
  });

  it('keeps a command at the beginning', () => {
    const entities = [{ type: 'bot_command', offset: 0, length: 4 }];
    const answered = { ...base, text: 'before' };
    expect(read({ text: '/new', entities, reply_to_message: answered })?.text).toBe('/new');
  });

  it('names a file that is too large instead of losing it', () => {
    const document = { file_size: 30 * 1024 * 1024, file_name: 'film.mkv', mime_type: 'video/x' };
    expect(read({ document })).toMatchObject({ text: '[film.mkv: too large]', attachments: [] });
  });

  it('comes from a group or channel that speaks as itself', () => {
    const team = { id: -100, type: 'supergroup', title: 'Team', username: 'team' };
    expect(read({ sender_chat: team, text: 'x' })?.sender).toEqual({
      id: '-100',
      name: 'Team',
      username: 'team',
    });
  });

  it('is always an envelope that the host takes', () => {
    const file = fc.record({
      file_size: fc.option(fc.nat({ max: 60_000_000 }), { nil: undefined }),
      file_name: fc.string({ maxLength: 400 }),
      mime_type: fc.string({ maxLength: 300 }),
    });
    const entity = fc.record({
      type: fc.constantFrom('mention', 'bot_command', 'text_mention', 'bold'),
      offset: fc.nat({ max: 20 }),
      length: fc.integer({ min: 1, max: 20 }),
      user: fc.record({ id: fc.constantFrom(1, 2) }),
    });
    const part = fc.record(
      {
        text: fc.string(),
        caption: fc.string(),
        entities: fc.array(entity, { maxLength: 3 }),
        document: file,
        voice: file,
        photo: fc.array(file, { maxLength: 3 }),
        edit_date: fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }),
        sender_chat: fc.record({ id: fc.integer(), title: fc.string({ maxLength: 400 }) }),
        message_thread_id: fc.nat(),
        is_topic_message: fc.boolean(),
        quote: fc.record({ text: fc.string() }),
        sticker: fc.record({ emoji: fc.string() }),
        poll: fc.record({
          question: fc.string(),
          options: fc.array(fc.record({ text: fc.string() })),
        }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(part, (message) => {
        const result = read(message);
        if (result !== undefined) expect(envelope().parse(result)).toEqual(result);
      }),
      { numRuns: 1_000 },
    );
  });
});
