import { test } from '@playwright/test';
import { fillStore, longKey } from '../support/fill-store.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { measureBusyStretches, scrollPane } from './busy-stretches.ts';
import { expect, messages, openInterface } from './page.ts';

let scene: Scene;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  scene = await createScene();
  await scene.end();
  fillStore(scene.stateDir, { messages: 200_000, sessions: 100_000 });
  await scene.start();
});
test.afterAll(async () => {
  await scene.dispose();
});

/** A page of the screen that takes longer is seen to stutter. */
const stutterMs = 50;
/**
 * Now and then memory is tidied up or code is compiled, and a busy machine makes each step dearer. A
 * stutter that is ours comes with every page that is read, and there are ten times as many of those.
 */
const mostStutters = 5;

test('200,000 messages scroll without a stutter, both ways and in bounded memory', async ({
  browser,
  context,
}) => {
  test.setTimeout(240_000);
  const { page, problems } = await openInterface(context, scene);
  await page.evaluate(`location.hash = '#/conversations/${encodeURIComponent(longKey)}'`);
  await expect(messages(page).getByText('message 199999').first()).toBeInViewport();
  const stretches = await measureBusyStretches(browser, page, async () => {
    await page.evaluate(scrollPane('conversation', -400, 500));
    await page.evaluate(scrollPane('conversation', 400, 200));
    await page.evaluate(scrollPane('conversation', -120, 200));
  });
  const stutters = stretches.filter((ms) => ms > stutterMs);
  expect(stutters.length, stutters.map(Math.round).join(' ')).toBeLessThanOrEqual(mostStutters);
  await expect(messages(page).getByText('message 199999')).toHaveCount(0);
  // However far one has scrolled, no more is drawn than is seen.
  expect(await messages(page).getByRole('article').count()).toBeLessThan(80);
  await page.getByRole('button', { name: 'Latest message' }).click();
  await expect(messages(page).getByText('message 199999').first()).toBeInViewport();
  expect(problems).toEqual([]);
});

test('100,000 conversations scroll without a stutter, to the very last', async ({
  browser,
  context,
}) => {
  test.setTimeout(240_000);
  const { page } = await openInterface(context, scene);
  await page.evaluate(`location.hash = '#/conversations'`);
  const rows = page.getByRole('region', { name: 'Conversations', exact: true });
  await expect(page.getByText('100,001 conversations')).toBeVisible();
  const stretches = await measureBusyStretches(browser, page, async () => {
    await page.evaluate(scrollPane('list', 900, 300));
  });
  const stutters = stretches.filter((ms) => ms > stutterMs);
  expect(stutters.length, stutters.map(Math.round).join(' ')).toBeLessThanOrEqual(mostStutters);
  await expect(rows.getByRole('link').first()).toBeVisible();
  await rows.getByRole('link').first().focus();
  await page.keyboard.press('End');
  await expect(rows.getByRole('link', { name: /Chat 99999/ })).toBeFocused();
});

test('a message far up is found and shown with what follows', async ({ context }) => {
  test.setTimeout(120_000);
  const { page } = await openInterface(context, scene);
  await page.evaluate(`location.hash = '#/conversations'`);
  await page.getByRole('textbox', { name: 'Search in all messages' }).fill('195001');
  await page.getByRole('link', { name: /message 195001/ }).click();
  await expect(messages(page).getByText('message 195001').first()).toBeInViewport();
  await expect(messages(page).getByText('message 195002').first()).toBeAttached();
  // Further up than is looked: shown with what came before, and what follows is said to be missing.
  await page.getByRole('textbox', { name: 'Search in all messages' }).fill('100001');
  await page.getByRole('link', { name: /message 100001/ }).click();
  await expect(messages(page).getByText('message 100001').first()).toBeInViewport();
  await expect(page.getByText('What came after this is not shown here.')).toBeVisible();
});
