import { goToPage } from '../../e2e/web/page.ts';
import type { TakePictures } from './take.ts';

const key = 'agent:assistant:web:direct:garden';
const talks = [
  {
    ask: 'Which of these fit on a balcony that faces north: basil, mint, tomatoes?',
    answer:
      '**Mint** does: it wants shade and much water.\n\nBasil and tomatoes need six hours of sun a day.',
  },
  { ask: 'And what would you plant instead of tomatoes?', answer: 'Chard, parsley and sorrel.' },
];

/** A conversation with the trace of a turn, its model call opened. */
export const takeConversationsPictures: TakePictures = async (page, scene, save) => {
  const client = await scene.connect();
  for (const { ask, answer } of talks) {
    await scene.model.addScript({ contains: ask, answers: [{ kind: 'text', text: answer }] });
    await client.ask(ask, { sessionKey: key });
  }
  await client.close();
  await goToPage(page, `conversations/${encodeURIComponent(key)}`);
  await page.locator('[data-turn]').first().click();
  await page.getByRole('button', { name: /^Model test/ }).click();
  await page.getByRole('button', { name: 'Prompt as sent' }).waitFor();
  await save('conversations');
};
