// `npm run pictures [name ...]`: takes the pictures of the documentation from a real gateway in a real
// browser, each group in a scene of its own. Only the model is played, so that the same words are in
// them each time.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { createScene } from '../e2e/support/scene.ts';
import { openInterface } from '../e2e/web/page.ts';
import { takeAgentPictures } from './pictures/agents.ts';
import { takeChannelsPictures } from './pictures/channels.ts';
import { takeChatPictures } from './pictures/chat.ts';
import { takeConfigPictures } from './pictures/config.ts';
import { takeConversationsPictures } from './pictures/conversations.ts';
import { takeOverviewPictures } from './pictures/overview.ts';
import { takeOwnToolsPictures } from './pictures/own-tools.ts';
import { takeSystemPictures } from './pictures/system.ts';
import { pictureModel, pictureProvider, type TakePictures } from './pictures/take.ts';
import { inRoot } from './root.ts';
import { findChromium } from './test/chromium.ts';

const folder = inRoot('docs', 'pictures');

const groups: Readonly<Record<string, TakePictures>> = {
  chat: takeChatPictures,
  overview: takeOverviewPictures,
  conversations: takeConversationsPictures,
  agents: takeAgentPictures,
  channels: takeChannelsPictures,
  tools: takeOwnToolsPictures,
  config: takeConfigPictures,
  system: takeSystemPictures,
};

async function take(
  browser: Browser,
  takePictures: TakePictures,
  scheme: 'light' | 'dark',
): Promise<void> {
  const scene = await createScene({
    agent: {
      model: pictureModel,
      tools: ['calculate', 'clock', 'shell'],
      budget: { dailyCost: 2 },
    },
    providerName: pictureProvider,
    provider: { prices: { large: { input: 40, output: 160 } } },
    config: { tools: { shell: { enabled: true } } },
  });
  const viewport = { width: 1_280, height: 860 };
  const context = await browser.newContext({ colorScheme: scheme, viewport, locale: 'en-GB' });
  try {
    const { page } = await openInterface(context, scene);
    await takePictures(page, scene, async (name) => {
      const file = path.join(folder, `${name}-${scheme}.png`);
      await page.screenshot({ path: file, animations: 'disabled' });
      console.log(`  ${name}-${scheme}.png`);
    });
  } finally {
    await context.close();
    await scene.dispose();
  }
}

const wanted = process.argv.slice(2);
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  await mkdir(folder, { recursive: true });
  for (const [name, takePictures] of Object.entries(groups))
    if (wanted.length === 0 || wanted.includes(name))
      for (const scheme of ['light', 'dark'] as const) await take(browser, takePictures, scheme);
} finally {
  await browser.close();
}
