import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTelegramServer, type TelegramServer } from './control.ts';

let server: TelegramServer;
let chatId: number;

beforeAll(async () => {
  server = await startTelegramServer();
  chatId = (await server.createPrivateChat()).id;
});
afterAll(() => server.stop());

async function call(method: string, init?: RequestInit): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.apiRoot}/bot${server.token}/${method}`, init);
  return (await response.json()) as Record<string, unknown>;
}

const post = (method: string, value: unknown) =>
  call(method, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });

describe('bodies', () => {
  it('takes parameters from the query, a form and multipart, with objects as text', async () => {
    const query = new URLSearchParams({ chat_id: String(chatId), text: 'by query' });
    expect(await call(`sendMessage?${query.toString()}`)).toMatchObject({ ok: true });
    const form = new URLSearchParams({ chat_id: String(chatId), text: 'by form' });
    form.set('link_preview_options', '{"is_disabled":true}');
    form.set('disable_notification', 'true');
    const sent = await call('sendMessage', { method: 'POST', body: form });
    expect(sent).toMatchObject({ result: { link_preview_options: { is_disabled: true } } });
    const parts = new FormData();
    parts.set('chat_id', String(chatId));
    parts.set('document', new File(['direct'], 'direct.txt', { type: 'text/plain' }));
    expect(await call('sendDocument', { method: 'POST', body: parts })).toMatchObject({
      result: { document: { file_name: 'direct.txt', mime_type: 'text/plain' } },
    });
    const last = (await server.listCalls({ match: { method: 'sendDocument' } })).at(-1);
    expect(last?.params['document']).toEqual({ fileName: 'direct.txt', sizeBytes: 6 });
  });

  it('knows methods whatever their case', async () => {
    expect(await call('GETME')).toMatchObject({ ok: true, result: { is_bot: true } });
  });
});

describe('what the Bot API does not know', () => {
  it('refuses unknown methods and parameters, also deep inside, and records them', async () => {
    expect(await call('sendMagic')).toMatchObject({ ok: false, error_code: 404 });
    const base = { chat_id: chatId, text: 'x' };
    expect(await post('sendMessage', { ...base, txt: 1 })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: unknown parameter "txt"',
    });
    const deep = { ...base, reply_parameters: { message_id: 1, reply_to: 2 } };
    expect(await post('sendMessage', deep)).toMatchObject({
      description: 'Bad Request: unknown parameter "reply_to"',
    });
    expect(await post('sendMessage', { ...base, message_thread_id: 'x' })).toMatchObject({
      error_code: 400,
    });
    expect(await post('sendMessage', { chat_id: chatId })).toMatchObject({
      description: 'Bad Request: message text is empty',
    });
    expect(await post('sendMessage', { text: 'x' })).toMatchObject({
      description: 'Bad Request: chat_id is empty',
    });
    const kinds = (await server.listViolations()).map((violation) => violation.kind);
    expect(kinds).toEqual([
      'unknown-method',
      'unknown-parameter',
      'unknown-parameter',
      'bad-parameter',
      'bad-parameter',
      'bad-parameter',
    ]);
  });

  it('answers malformed tokens and paths 404, wrong tokens 401', async () => {
    const ask = async (path: string) => (await fetch(server.apiRoot + path)).status;
    expect(await ask('/')).toBe(404);
    expect(await ask('/botnonsense/getMe')).toBe(404);
    expect(await ask('/bot1:wrong/getMe')).toBe(401);
    expect(await ask('/file/bot1:wrong/a')).toBe(401);
  });

  it('refuses bodies it can not read', async () => {
    const headers = { 'content-type': 'application/json' };
    const broken = { method: 'POST', headers, body: '{"chat_id":' };
    expect(await call('sendMessage', broken)).toMatchObject({ ok: false, error_code: 400 });
  });

  it('tells a test that misspells a control call', async () => {
    const misspelt = { chatId, text: 'x', colour: 'red' };
    await expect(server.injectMessage(misspelt)).rejects.toThrow('colour');
  });
});
