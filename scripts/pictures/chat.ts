import type { Page } from '@playwright/test';
import type { Scene } from '../../e2e/support/scene.ts';
import { beginConversation, goToPage, messageField, say, untilQuiet } from '../../e2e/web/page.ts';
import type { TakePictures } from './take.ts';

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

const wish = {
  ask: 'Which folders in my home directory take the most space?',
  answer: 'I measure the folders and show you the five largest.',
  command: 'du -sh ~/*/ | sort -rh | head -n 5',
};

/** The welcome, a conversation, and a question of an agent. */
export const takeChatPictures: TakePictures = async (page, scene, save) => {
  await goToPage(page, 'chat');
  await beginConversation(page);
  await save('welcome');
  await talk(page, scene);
  // What is loaded on first use has arrived when tables and colours are there.
  await page.locator('table').first().waitFor();
  await page.locator('[class*="hljs-"]').first().waitFor();
  await messageField(page).focus();
  await save('chat');
  await beginConversation(page);
  await askForApproval(page, scene);
  await save('approval');
};

async function talk(page: Page, scene: Scene): Promise<void> {
  for (const { ask, answer } of talks) {
    await scene.model.addScript({ contains: ask, answers: [{ kind: 'text', text: answer }] });
    await say(page, ask);
    await page.getByText(ask).last().waitFor();
    await page.getByText(answer.slice(0, 12)).last().waitFor();
    await untilQuiet(page);
  }
}

/** An agent that asks before it runs a command. */
async function askForApproval(page: Page, scene: Scene): Promise<void> {
  const { ask, answer, command } = wish;
  const calls = [{ name: 'shell', arguments: JSON.stringify({ command }) }];
  await scene.model.addScript({ contains: ask, answers: [{ kind: 'tools', text: answer, calls }] });
  await say(page, ask);
  await page.getByText(answer).first().waitFor();
  await page.locator('[data-approval] button:not([aria-disabled="true"])').nth(2).waitFor();
}
