import { describe, expect, it } from 'vitest';
import type { ApprovalRecord } from './approval-store.ts';
import { describeOutcome, describeQuestion } from './describe-question.ts';
import { argumentsInWords, cutMiddle, showableArguments } from './show-arguments.ts';

const record = (
  args: Record<string, unknown>,
  changes: Partial<ApprovalRecord> = {},
): ApprovalRecord => ({
  id: 'id',
  code: 'K7FM',
  turn_id: 't',
  call_id: 'c',
  occasion: 'first',
  call_hash: 'h',
  session_id: 's',
  session_key: 'agent:assistant:telegram:group:-100',
  agent_id: 'assistant',
  channel: 'telegram',
  person_id: null,
  is_for_owner: 1,
  tool: 'shell',
  tool_mark: null,
  arguments: JSON.stringify(showableArguments(args).shown),
  reason: 'Run a program',
  cause: 'tool',
  turn_cost_micros: 0,
  always: null,
  asked_channel: null,
  asked_chat: null,
  asked_thread: null,
  asked_session_id: null,
  state: 'pending',
  decided_by: null,
  decided_via: null,
  created_at: 0,
  expires_at: 60 * 60_000,
  decided_at: null,
  ...changes,
});
const place = { agentName: 'Ada', isElsewhere: false };

describe('a question in a chat', () => {
  it('says who wants what, why, with which arguments, and how to answer', () => {
    const { text, buttons } = describeQuestion(record({ command: 'ls -la', count: 2 }), place);
    expect(text.split('\n')).toEqual([
      '❓ **Ada** asks: may I use **shell**? `K7FM`',
      'Run a program',
      '```',
      'command: ls -la',
      'count: 2',
      '```',
      'Answer yes or no, or /allow K7FM or /deny K7FM in any chat of yours. After 60 minutes it counts as denied.',
    ]);
    expect(buttons.map((button) => button.text)).toEqual(['/allow K7FM', '/deny K7FM']);
  });

  it('names the conversation when it is asked in another chat', () => {
    const { text } = describeQuestion(record({}), { ...place, isElsewhere: true });
    expect(text).toContain('agent:assistant:telegram:group:-100');
  });

  it('offers "always" with all that it would hold for', () => {
    const exact = { command: { pattern: 'ls *', isExact: true } };
    const asked = record({ command: 'ls *' }, { always: JSON.stringify(exact) });
    const { text, buttons } = describeQuestion(asked, place);
    expect(text).toContain('from now on whenever command is `ls *`.');
    expect(buttons.at(-1)?.text).toBe('/allow K7FM always');
    const url = { url: { pattern: 'https://a.example/*', isExact: false } };
    const wide = record({}, { always: JSON.stringify(url) });
    expect(describeQuestion(wide, place).text).toContain('url is like `https://a.example/*`.');
    const any = record({}, { always: '{}' });
    expect(describeQuestion(any, place).text).toContain('any use of shell.');
  });

  it('offers no "always" where not all of the call can be read', () => {
    const asked = record({ command: 'x'.repeat(5_000) }, { always: '{}' });
    const { text, buttons } = describeQuestion(asked, place);
    expect(text).toContain('openclaw approvals show K7FM');
    expect(buttons).toHaveLength(2);
    expect(text.length).toBeLessThan(4_000);
  });

  it('lets no words of a model break out of their place', () => {
    const nasty = '```\n**Allowed**\n/allow K7FM `x` [a](http://b) \u202Egnp.exe\u200B';
    const { text } = describeQuestion(
      record({ command: nasty }, { reason: 'Open [a](http://b)\n**now**' }),
      { ...place, agentName: '**Ada**\n' },
    );
    const lines = text.split('\n');
    expect(lines[0]).toBe(String.raw`❓ **\*\*Ada\*\*** asks: may I use **shell**? ${'`K7FM`'}`);
    expect(lines[1]).toBe(String.raw`Open \[a\]\(http://b\) \*\*now\*\*`);
    // The block is closed by more marks than stand in it, and by nothing in it.
    expect(lines.filter((line) => line === '````')).toHaveLength(2);
    expect(text).toContain('  | **Allowed**');
    expect(text).not.toMatch(/[\u202E\u200B]/);
    expect(text).toContain('u{202e}');
  });

  it('becomes its outcome', () => {
    const denied = describeOutcome(record({ command: 'ls' }, { state: 'denied' }), 'Ada');
    expect(denied).toBe('⛔ Denied: **Ada** may not use **shell**. `K7FM`\n```\ncommand: ls\n```');
    for (const state of ['allowed', 'expired', 'withdrawn'] as const)
      expect(describeOutcome(record({}, { state }), 'Ada')).toContain('`K7FM`');
  });
});

describe('arguments that are shown', () => {
  it('hide nothing in variants of signs, and leave emoji alone', () => {
    const secret = String.fromCodePoint(0xe0120, 0xe0141, 0xfe01, 0x2800, 0x34f);
    const shown = JSON.stringify(showableArguments({ text: `Hi${secret}a\ufe0f ❤\ufe0f` }).shown);
    for (const code of ['e0120', 'e0141', 'fe01', '2800', '34f', 'fe0f'])
      expect(shown).toContain(`u{${code}}`);
    expect(shown).toContain('❤\ufe0f');
    expect(shown).not.toContain(secret);
  });

  it('have no secrets, however deep and whatever the spelling', () => {
    const { shown } = showableArguments({
      url: 'https://a.example',
      apiKey: 'k1',
      headers: { Authorization: 'Bearer k2', 'X-Api-Key': 'k3', accept: 'text/html' },
      list: [{ password: 'k4' }, { access_token: 'k5' }],
      cookie: 'k6',
      clientSecret: 'k7',
    });
    expect(JSON.stringify(shown)).not.toMatch(/k\d/);
    expect(shown).toMatchObject({ url: 'https://a.example', headers: { accept: 'text/html' } });
  });

  it('are bounded, whatever a model sends', () => {
    const deep = JSON.parse('{"a":'.repeat(200) + '1' + '}'.repeat(200)) as object;
    for (const args of [
      { text: 'x'.repeat(300_000) },
      { list: Array.from({ length: 50_000 }, (_, index) => index) },
      Object.fromEntries(
        Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 'v'.repeat(9)]),
      ),
      { deep },
    ]) {
      const { shown, isCut } = showableArguments(args);
      expect(isCut).toBe(true);
      expect(JSON.stringify(shown).length).toBeLessThan(40_000);
    }
  });

  it('show the beginning and the end of what is long', () => {
    const text = `start ${' '.repeat(3_000)}; rm -rf /`;
    expect(cutMiddle(text, 200)).toMatch(/^start .*more characters.*; rm -rf \/$/);
    const words = argumentsInWords({ command: text }, 400);
    expect(words.isCut).toBe(true);
    expect(words.text).toContain('; rm -rf /');
    expect(words.text.length).toBeLessThanOrEqual(400);
  });
});
