import { test, type Page } from '@playwright/test';
import { makePng } from './make-picture.ts';
import {
  beginConversation,
  expect,
  findBarriers,
  messageField,
  messages,
  openInterface,
  say,
  shareScene,
  untilQuiet,
} from './page.ts';

const shared = shareScene();

interface SentFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const png = (name: string, width = 300, height = 200): SentFile => ({
  name,
  mimeType: 'image/png',
  buffer: makePng(width, height),
});

const attach = (page: Page, ...files: readonly SentFile[]): Promise<void> =>
  page.locator('input[type="file"]').setInputFiles([...files]);
const toSend = (page: Page) => page.getByRole('list', { name: 'Pictures to send' });

/** Hands files to the page as a paste or a drop does. */
async function hand(page: Page, kind: 'paste' | 'drop', file: SentFile): Promise<void> {
  const bytes = [...file.buffer];
  const script = `((kind, bytes, name, type) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name, { type }));
    const field = document.getElementById('message-field');
    const event = kind === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    (kind === 'paste' ? field : document.body).dispatchEvent(event);
  })(${JSON.stringify(kind)}, ${JSON.stringify(bytes)}, ${JSON.stringify(file.name)}, ${JSON.stringify(file.mimeType)})`;
  await page.evaluate(script);
}

test('a picture is sent, seen by the model, and shown large', async ({ context }) => {
  const { page, problems } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await attach(page, png('sunset.png'));
  await expect(toSend(page).getByRole('button', { name: 'Show sunset.png large' })).toBeVisible();
  await say(page, 'model:see what is this?');
  await expect(toSend(page)).toHaveCount(0);
  await untilQuiet(page);
  await expect(messages(page)).toContainText('pictures: image/png');
  const thumbnail = messages(page).getByRole('button', { name: 'Show sunset.png large' });
  await expect(thumbnail.locator('canvas[data-drawn="300x200"]')).toBeVisible();

  // From the gateway, not from what this page still had.
  await page.reload();
  await expect(thumbnail.locator('canvas[data-drawn="300x200"]')).toBeVisible();
  await thumbnail.click();
  const dialog = page.getByRole('dialog', { name: 'sunset.png' });
  await expect(dialog.getByRole('img', { name: 'sunset.png' })).toHaveAttribute(
    'data-drawn',
    '300x200',
  );
  await expect(dialog).toContainText('300 × 200');
  expect(await findBarriers(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('sunset.png');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(thumbnail).toBeFocused();
  expect(problems).toEqual([]);
});

test('pictures are pasted and dropped, opened and taken out; a message may be nothing else', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, shared.scene);
  await beginConversation(page);
  const items = toSend(page).getByRole('listitem');
  await hand(page, 'paste', png('pasted.png'));
  await expect(items).toHaveCount(1);
  await hand(page, 'drop', png('dropped.png', 100, 400));
  await expect(items).toHaveCount(2);
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove pasted.png' }).click();
  await expect(items).toHaveCount(1);
  await expect(messageField(page)).toBeFocused();
  await messageField(page).press('Enter');
  await untilQuiet(page);
  await expect(
    messages(page).getByRole('button', { name: 'Show dropped.png large' }),
  ).toBeVisible();
  expect(problems).toEqual([]);
});

test('what can not be sent is refused with a reason, and the rest stays', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  // A name and a type that lie: the bytes count.
  const page404 = Buffer.from('<!doctype html><script>1</script>');
  await attach(page, png('good.png'), {
    name: 'bad.png',
    mimeType: 'image/png',
    buffer: page404,
  });
  await expect(page.getByText('bad.png is not a picture that can be sent')).toBeVisible();
  await expect(toSend(page).getByRole('listitem')).toHaveCount(1);
  await attach(page, {
    name: 'huge.png',
    mimeType: 'image/png',
    buffer: Buffer.alloc(17 * 1024 * 1024),
  });
  await expect(page.getByText(/huge\.png is too large \(17 MB\)/)).toBeVisible();
  await attach(page, ...Array.from({ length: 12 }, (_, index) => png(`${index}.png`, 8, 8)));
  await expect(page.getByText('A message holds 10 pictures at most.')).toBeVisible();
  await expect(toSend(page).getByRole('listitem')).toHaveCount(10);
});

test('pictures stay with their draft until the page is loaded again, and then it is said', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'a place for drafts');
  await untilQuiet(page);
  await attach(page, png('draft.png'));
  await messageField(page).fill('half a thought');
  await beginConversation(page);
  await expect(toSend(page)).toHaveCount(0);
  await page.getByRole('link', { name: /a place for drafts/ }).click();
  await expect(toSend(page).getByRole('listitem')).toHaveCount(1);
  await page.reload();
  await expect(messageField(page)).toHaveValue('half a thought');
  await expect(page.getByText(/The picture of this draft was not kept/)).toBeVisible();
});

test('an unsent message whose pictures are lost waits for its writer', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  let isCut = true;
  await page.routeWebSocket(/.*/, (socket) => {
    if (isCut) void socket.close();
    else socket.connectToServer();
  });
  await page.reload();
  await expect(page.getByText(/Connection lost|Connecting/)).toBeVisible();
  await attach(page, png('unsent.png'));
  await say(page, 'with a picture');
  await expect(messages(page).getByText('Waits for the connection')).toBeVisible();
  await page.reload();
  isCut = false;
  await expect(messages(page).getByText(/Not sent: its picture was not kept/)).toBeVisible();
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect(messageField(page)).toHaveValue('with a picture');
  expect(await shared.scene.model.countRequests('with a picture')).toBe(0);
});
