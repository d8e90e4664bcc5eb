import { expect, it } from 'vitest';
import { hideOwnWords } from './hide-own-words.ts';

it('hides comments, prompts and names, and leaves settings as they are', () => {
  const raw = `{
  // token: "123:the-old-one",
  owner: { name: 'Ada' }, /* apiKey: "sk-old" */
  agents: { a: { model: "x/y", systemPrompt: // how it speaks
    "You are \
mine", "name": "Jeeves" } },
  schedules: { tea: { say: "Tea, Ada!", every: '1h' }, b: { "prompt": "ask Ada" } },
  tools: { note: "http://x/#not-a-comment" },
}`;
  const shown = hideOwnWords(raw);
  for (const secret of ['the-old-one', 'sk-old', 'Ada', 'mine', 'Jeeves', 'how it speaks'])
    expect(shown).not.toContain(secret);
  for (const setting of [
    'model: "x/y"',
    "every: '1h'",
    '"http://x/#not-a-comment"',
    'systemPrompt:',
  ])
    expect(shown).toContain(setting);
});

it('hides what stands behind a quote that is not closed only up to the end of its line', () => {
  expect(hideOwnWords('{ systemPrompt: "secret words\n model: "x/y" }')).toBe(
    '{ systemPrompt: "…"\n model: "x/y" }',
  );
});
