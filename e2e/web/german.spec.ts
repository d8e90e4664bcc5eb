import { test, type BrowserContext, type Page } from '@playwright/test';
import { createConfigScene, type ConfigScene } from './config-scene.ts';
import { expect, goToPage, signInUrl } from './page.ts';

let one: ConfigScene;
test.beforeAll(async () => {
  one = await createConfigScene();
});
test.afterAll(() => one.dispose());
test.beforeEach(() => one.scene.saveConfig(one.text));

/** What is said about the broken setting, wherever it is said. */
const fault = 'agents.assistant.timeoutSeconds ist nicht gültig: hier gehört';

async function openGerman(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(await signInUrl(one.scene));
  await expect(page.getByText('Verbunden', { exact: true })).toBeVisible();
  return page;
}

test('problems of the configuration are said in German on every page', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await openGerman(context);
  await one.scene.saveConfig(
    one.text.replace("model: 'test/echo',", "model: 'test/echo',\n      timeoutSeconds: 'soon',"),
  );
  await goToPage(page, 'overview');
  await expect(page.getByRole('main')).toContainText(fault);
  await goToPage(page, 'chat');
  await expect(page.getByRole('region', { name: 'Hinweise' })).toContainText(fault);
  await goToPage(page, 'doctor');
  await expect(page.getByRole('main')).toContainText(fault);
  await goToPage(page, 'config');
  const panel = page.getByRole('region', { name: 'Was es bewirkt' });
  await expect(panel).toContainText(fault);
  await expect(panel).toContainText('Was länger dauert, wird sichtbar beendet.');
  await expect(page.getByRole('main')).not.toContainText(/is expected|is not valid|stands here/);
  await context.close();
});

test('settings are named in German in forms and at the cursor', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await openGerman(context);
  await goToPage(page, 'settings/gateway');
  const main = page.getByRole('main');
  await expect(main).toContainText('Erlaubte Herkunft');
  await expect(main).toContainText('Neues Gespräch nach einer Pause');
  await expect(main).not.toContainText(/Allowed origins|Time zone|\bauth\b/);
  await context.close();
});

test('a link that was used already says so, in German', async ({ browser }) => {
  const link = await signInUrl(one.scene);
  const open = async (locale: string): Promise<Page> => {
    const page = await (await browser.newContext({ locale })).newPage();
    await page.goto(link);
    return page;
  };
  const first = await open('en-GB');
  await expect(first.getByText('Connected', { exact: true })).toBeVisible();
  const second = await open('de-DE');
  await expect(second.getByText('Der Link ist unbekannt, benutzt oder zu alt.')).toBeVisible();
  await Promise.all([first, second].map((page) => page.context().close()));
});
