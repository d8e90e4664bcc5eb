import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { answerCalls, collect, describeProvider, joinText, pickCalls } from '../contract-suite.ts';
import type { ModelMessage, ModelRequest, ToolSpec } from '../provider.ts';
import { makeProviderDeps, makeRequest } from '../testing/provider-fixtures.ts';
import { createOffline } from './create-offline.ts';
import { understand } from './understand.ts';

const spec = (name: string): ToolSpec => ({
  name,
  description: name,
  parameters: { type: 'object' },
});
const tools = [spec('clock'), spec('calculate'), spec('system')];
const model = 'assistant';

function start() {
  const clock = createDrivenClock(Date.UTC(2026, 10, 3, 13, 5));
  const { heard, ...deps } = makeProviderDeps({ api: 'offline' }, { clock });
  const provider = createOffline(deps);
  return { provider, ...heard, close: () => provider.close() };
}

describeProvider('offline', () => ({
  ...start(),
  text: makeRequest('help', { model }),
  oneTool: makeRequest('what is 6*7', { model, tools }),
  manyTools: makeRequest('What is 6*7? What time is it in Tokyo?', { model, tools }),
}));

const { signal } = new AbortController();
const ask = (request: ModelRequest) => collect(start().provider.stream(request, signal));
const say = (text: string): ModelMessage => ({ role: 'user', text });
const reply = (text: string): ModelMessage => ({ role: 'assistant', text, toolCalls: [] });
const talk = async (...messages: ModelMessage[]) =>
  joinText(await ask(makeRequest('', { model, messages })));

describe('createOffline', () => {
  it('makes the same calls with the same ids when it is asked again', async () => {
    const request = makeRequest('What is 6*7? What time is it in Tokyo?', { model, tools });
    const calls = pickCalls(await ask(request));
    expect(calls).toEqual(pickCalls(await ask(request)));
    expect(calls.map((call) => [call.name, call.arguments])).toEqual([
      ['calculate', { expression: '6*7' }],
      ['clock', { zone: 'tokyo' }],
    ]);
  });

  it('passes on what a tool says when that is not what it expects', async () => {
    const request = makeRequest('which channels are connected?', { model, tools });
    const calls = pickCalls(await ask(request));
    const next = await ask(
      answerCalls(request, calls, () => 'The outcome of this call is unknown.'),
    );
    expect(joinText(next)).toBe('The outcome of this call is unknown.');
  });

  it('keeps notes in the messages of the conversation', async () => {
    const messages = [
      say('note: buy milk'),
      reply('Noted.'),
      say('Merk dir: Brot holen'),
      reply('Notiert.'),
      say('what is 2+2'),
      reply('4'),
      say('what are my notes?'),
    ];
    expect(await talk(...messages)).toBe(
      'Your notes in this conversation:\n1. buy milk\n2. Brot holen',
    );
  });

  it('remembers a name, and the last one that was told', async () => {
    const messages = [say('my name is Anna'), reply('Hi'), say('Ich heiße Jürgen'), reply('Hallo')];
    expect(await talk(...messages, say('wie heiße ich?'))).toBe('Du bist Jürgen.');
  });

  it('answers everything that was asked while it was busy', async () => {
    const call = { id: 'c1', name: 'calculate', arguments: { expression: '6*7' } };
    const messages: ModelMessage[] = [
      say('what is 6*7'),
      { role: 'assistant', text: '', toolCalls: [call] },
      { role: 'tool', callId: 'c1', name: 'calculate', text: '6*7 = 42' },
      say('and what is 2+2?'),
    ];
    const request = makeRequest('', { model, messages, tools });
    const calls = pickCalls(await ask(request));
    expect(calls.map((one) => one.arguments)).toEqual([{ expression: '2+2' }]);
    const next = answerCalls(request, calls, () => '2+2 = 4');
    expect(joinText(await ask(next))).toBe('6*7 = 42\n\n2+2 = 4');
  });

  it('does not answer again what was answered', async () => {
    expect(await talk(say('what is 6*7'), reply('42'), say('what is 2+2'))).toBe('2+2 = 4');
  });

  it('streams word by word', async () => {
    const events = await ask(makeRequest('hello', { model }));
    const words = events.flatMap((event) => (event.type === 'text' ? [event.text] : []));
    expect(words.length).toBeGreaterThan(10);
    for (const word of words) expect(word.trim()).not.toMatch(/\s/);
  });

  it('says what it is and how to get a real model, in both languages, whenever it cannot help', async () => {
    for (const sentence of [
      'blue elephants',
      'der hund bellt',
      'write a poem',
      'Wer war Goethe?',
    ]) {
      const answer = await talk(say(sentence));
      expect(answer).toMatch(/offline assistant|Offline-Assistent/);
      expect(answer).toContain('OPENAI_API_KEY');
    }
  });

  it('has an answer for any text, quickly', async () => {
    const word = fc.constantFrom(
      ...[
        'what',
        'is',
        'wie',
        'viel',
        'uhr',
        'in',
        'tokyo',
        '12',
        '3.5',
        '%',
        'of',
        'mal',
        'note:',
        'until',
        'next',
        'friday',
        'telegram',
        'how',
        'do',
        'i',
        '?',
        '!',
        '\n',
        '(',
        ')',
        '-',
        'days',
        'bis',
        '24.12.',
        'the',
        'between',
        'and',
        'my',
        'name',
        'please',
        '🙂',
        '{',
        '\\',
        '$1',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (sentence) => {
        const answer = await talk(say(sentence));
        expect(answer.trim()).not.toBe('');
        expect(answer).not.toMatch(/\bundefined\b|\bNaN\b|\[object /);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    'a ',
    'what is ',
    '1+',
    '(',
    'wie viele ',
    'in ',
    'between and ',
    'my name is ',
    '% of ',
    'note that ',
    'ok ',
  ])('reads 100,000 characters of "%s" without standing still', (piece) => {
    const startedAt = performance.now();
    const today = { year: 2026, month: 11, day: 3, weekday: 2 };
    expect(understand(piece.repeat(100_000 / piece.length), today).intents).not.toEqual([]);
    // Far above what it takes (a few milliseconds), far below what a runaway pattern would.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
