import { AxeBuilder } from '@axe-core/playwright';
import { test, expect as plainExpect, type BrowserContext, type Page } from '@playwright/test';
import { createScene, type Scene, type SceneOptions } from '../support/scene.ts';

/** Waits longer than usual: these tests share a small machine with others. */
export const expect = plainExpect.configure({ timeout: 20_000 });

/**
 * A scene that the tests of one file share: made before the first of them, gone after the last.
 * It is there once a test runs.
 */
export function shareScene(options?: SceneOptions): { readonly scene: Scene } {
  let scene: Scene | undefined;
  test.beforeAll(async () => {
    scene = await createScene(options);
  });
  test.afterAll(async () => {
    await scene?.dispose();
  });
  return {
    get scene() {
      if (!scene) throw new Error('the scene is there only while tests run');
      return scene;
    },
  };
}

/** A link that signs a browser in, as `openclaw open` prints it. */
export async function signInUrl(scene: Scene): Promise<string> {
  const client = await scene.connect();
  const { code } = await client.request('auth.code', {});
  await client.close();
  return `${scene.gateway.httpUrl}/#code=${code}`;
}

/**
 * Opens the interface, signed in, and waits until it is connected. Whatever the page reports as an
 * error, or the content security policy refuses, ends up in `problems`.
 */
export async function openInterface(
  context: BrowserContext,
  scene: Scene,
): Promise<{ readonly page: Page; readonly problems: readonly string[] }> {
  const page = await context.newPage();
  const problems = watchProblems(page);
  await page.goto(await signInUrl(scene));
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await goToPage(page, 'chat');
  await expect(messageField(page)).toBeVisible();
  return { page, problems };
}

/** Goes to a page as a link in it does: `goToPage(page, 'agents/helper')`. */
export async function goToPage(page: Page, place: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/${place}`)}`);
}

/** Collects what goes wrong in a page. A cut line is no defect. */
export function watchProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error' || message.text().includes('WebSocket connection to')) return;
    problems.push(message.text());
  });
  return problems;
}

/** Where one writes. */
export const messageField = (page: Page) =>
  page.getByRole('textbox', { name: 'Message', exact: true });

/** The messages of the conversation that is shown. */
export const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });

/** Writes a message and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  await messageField(page).fill(text);
  await messageField(page).press('Enter');
}

/** Goes to a conversation that does not exist yet. */
export async function beginConversation(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New conversation', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'What can I do for you?' })).toBeVisible();
}

/** Lets the model's provider refuse the key for messages with this text. */
export async function refuseKey(scene: Scene, contains: string): Promise<void> {
  const error = { kind: 'error', status: 401, message: 'Incorrect API key' } as const;
  await scene.model.addScript({ contains, answers: [error, error, error] });
}

/** Waits until nothing is being answered any more. */
export async function untilQuiet(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Stop the answer/ })).toHaveCount(0);
}

/** Every theme, as the menu calls it. */
export const themes = ['Light', 'Dark', 'High contrast, light', 'High contrast, dark'] as const;

/** Chooses by the menu in the foot of the sidebar. */
export async function chooseTheme(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Appearance and language' }).click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
  await page.keyboard.press('Escape');
}

/** What axe finds, in short; the animations are ended first, since they change colours. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}
