import { readFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { createTestConfig, type TestConfig } from './test-service.ts';

let made: TestConfig | undefined;
afterEach(() => made?.close());

const guide = await readFile(new URL('../../../docs/guides/config.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/```json5\n([^]*?)```/g)].map(([, text = '']) => text);

it.each(blocks.map((text, index) => ({ text, number: index + 1 })))(
  'example $number of the guide has no problems',
  async ({ text }) => {
    made = await createTestConfig(
      { 'openclaw.json': text, 'agents/coder.json5': '{ tools: ["code"] }' },
      { env: { TELEGRAM_BOT_TOKEN: '1:a', FAMILY_BOT_TOKEN: '2:b' } },
    );
    expect((await made.service.start()).problems).toEqual([]);
  },
);
