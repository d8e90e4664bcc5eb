// `npm run pictures`: takes the pictures of the documentation from a real gateway in a real browser.
// Only the model is played, so that the same words are in them each time.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { createScene, type Scene } from '../e2e/support/scene.ts';
import {
  beginConversation,
  messageField,
  openInterface,
  say,
  untilQuiet,
} from '../e2e/web/page.ts';
import { findChromium } from './test/chromium.ts';
import { inRoot } from './root.ts';

const pictures = inRoot('docs', 'pictures');

const talks = [
  {
    ask: 'Plan a quiet Saturday in Hamburg for two, please',
    answer:
      'A slow one, mostly on foot:\n\n| When | What | Why |\n|---|---|---|\n| 10:00 | Isemarkt, then coffee nearby | the longest market of the city |\n| 13:00 | Planten un Blomen | the tea house is rarely full |\n| 16:30 | Ferry 62 to Finkenwerder | a harbour tour for the price of a ticket |\n\nShall I **remember** that you prefer ferries to buses?',
  },
  {
    ask: 'How do I list the ten largest files below a folder?',
    answer:
      'With the tools every Linux has:\n\n```sh\nfind . -type f -printf "%s %p\\n" | sort -rn | head\n```\n\n`%s` is the size in bytes; add `| numfmt --to=iec` to read it more easily.',
  },
];

async function talk(page: Page, scene: Scene): Promise<void> {
  for (const { ask, answer } of talks) {
    await scene.model.addScript({ contains: ask, answers: [{ kind: 'text', text: answer }] });
    await say(page, ask);
    await page.getByText(ask).last().waitFor();
    await page.getByText(answer.slice(0, 12)).last().waitFor();
    await untilQuiet(page);
  }
}

const wish = {
  ask: 'Which folders in my home directory take the most space?',
  answer: 'I measure the folders and show you the five largest.',
  command: 'du -sh ~/*/ | sort -rh | head -n 5',
};

/** An agent that asks before it runs a command. */
async function askForApproval(page: Page, scene: Scene): Promise<void> {
  const { ask, answer, command } = wish;
  const calls = [{ name: 'shell', arguments: JSON.stringify({ command }) }];
  await scene.model.addScript({ contains: ask, answers: [{ kind: 'tools', text: answer, calls }] });
  await say(page, ask);
  await page.getByText(answer).waitFor();
  await page.locator('[data-approval] button:not([aria-disabled="true"])').nth(2).waitFor();
}

async function take(browser: Browser, scheme: 'light' | 'dark'): Promise<void> {
  const scene = await createScene({
    agent: { tools: ['calculate', 'clock', 'shell'] },
    config: { tools: { shell: { enabled: true } } },
  });
  const viewport = { width: 1_280, height: 860 };
  const context = await browser.newContext({ colorScheme: scheme, viewport, locale: 'en-GB' });
  const { page } = await openInterface(context, scene);
  await beginConversation(page);
  await page.screenshot({ path: path.join(pictures, `welcome-${scheme}.png`) });
  await talk(page, scene);
  // What is loaded on first use has arrived when tables and colours are there.
  await page.locator('table').first().waitFor();
  await page.locator('[class*="hljs-"]').first().waitFor();
  await messageField(page).focus();
  await page.screenshot({
    path: path.join(pictures, `chat-${scheme}.png`),
    animations: 'disabled',
  });
  await beginConversation(page);
  await askForApproval(page, scene);
  await page.screenshot({
    path: path.join(pictures, `approval-${scheme}.png`),
    animations: 'disabled',
  });
  await context.close();
  await scene.dispose();
}

const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  await mkdir(pictures, { recursive: true });
  for (const scheme of ['light', 'dark'] as const) await take(browser, scheme);
} finally {
  await browser.close();
}
