import { goToPage, say, untilQuiet } from '../../e2e/web/page.ts';
import { pictureModel, type TakePictures } from './take.ts';

const prompt =
  'You look things up. Search before you answer, compare several pages, say how sure you are, and name each source with its address.';
const ask = 'When does the night train to Vienna leave?';
const answer =
  'At **20:29** from Hamburg-Altona, on most days (I am fairly sure).\n\nSource: the timetable of the railway, which changes in December.';

/** The list of agents, and one with a change that is not saved and a test chat that uses it. */
export const takeAgentPictures: TakePictures = async (page, scene, save) => {
  const client = await scene.connect();
  const { hash } = await client.request('config.get', {});
  const add = (id: string, value: object) => ({ op: 'set', path: `agents.${id}`, value }) as const;
  const written = await client.request('config.edit', {
    baseHash: hash,
    edits: [
      add('researcher', {
        ...{ name: 'Scout', model: pictureModel, fallbacks: ['offline/assistant'] },
        ...{ systemPrompt: prompt, tools: ['@safe', 'web_search', 'web_fetch'] },
        budget: { dailyCost: 2 },
      }),
      add('writer', { name: 'Wren', model: 'offline/assistant', tools: ['clock'] }),
      add('bookkeeper', { name: 'Ledger', model: 'openai/gpt-5', budget: { dailyCost: 0.5 } }),
    ],
  });
  await goToPage(page, 'agents');
  await page.getByRole('row', { name: 'Ledger' }).getByText('needs a key').waitFor();
  await save('agents');
  await scene.model.addScript({ contains: ask, answers: [{ kind: 'text', text: answer }] });
  await goToPage(page, 'agents/researcher/prompt?side=chat');
  await page
    .getByRole('textbox', { name: 'System prompt' })
    .fill(`${prompt} Keep it under five lines.`);
  await page.getByRole('button', { name: 'Begin a test chat' }).click();
  await say(page, ask);
  await page.getByText('timetable of the railway').first().waitFor();
  await page.getByText('20:29', { exact: true }).waitFor();
  await untilQuiet(page);
  await save('agent');
  await page.getByRole('button', { name: 'Discard' }).click();
  const edits = ['researcher', 'writer', 'bookkeeper'].map(
    (id) => ({ op: 'delete', path: `agents.${id}` }) as const,
  );
  await client.request('config.edit', { baseHash: written.hash, edits });
  await client.close();
};
