import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Client } from '../../transport/client.ts';
import { ClientError } from '../../transport/client-error.ts';
import { createConfigTopic, type ConfigText } from '../config-draft/config-topic.ts';
import { createDraftKeeper } from './keep-drafts.ts';
import { createTextEditor, type TextEditor } from './text-editor.ts';

const file = 'openclaw.json';

/** The part of the gateway that keeps one text: refuses what is not based on the newest one. */
function createTextHolder(first: string, schedule: <T>(work: Promise<T>) => Promise<T>) {
  let raw = first;
  let version = 1;
  const listeners = new Set<() => void>();
  const read = (): ConfigText => ({
    ...{ path: `/home/${file}`, exists: true, raw, config: {}, parsed: {}, problems: [] },
    files: [{ path: file, raw, fullPath: `/home/${file}`, isReadOnly: false }],
    ...{ hash: `h${version}`, appliedHash: `h${version}`, version },
    author: 'web:me',
  });
  let overtaken: string | undefined;
  const answer = (
    method: string,
    params: { raw?: string; baseHash?: string; secretsBase?: string },
  ): unknown => {
    if (method === 'config.get') return read();
    if (method !== 'config.set') return {};
    if (params.baseHash !== `h${version}`) {
      throw new ClientError({ code: 'CONFIG_CONFLICT', message: 'changed' });
    }
    if (overtaken !== undefined && params.secretsBase !== params.baseHash) {
      const values = { path: overtaken };
      throw new ClientError({ code: 'CONFIG_SECRET_CHANGED', message: 'changed', values });
    }
    raw = params.raw ?? '';
    version += 1;
    for (const listener of listeners) listener();
    return { ok: true, hash: `h${version}`, version };
  };
  const connect = (): Client =>
    ({
      request: async (method: string, params: object) => {
        await schedule(Promise.resolve());
        const result = answer(method, params);
        return schedule(Promise.resolve(result));
      },
      on: (_: string, listener: () => void) => {
        const tell = (): void => void schedule(Promise.resolve()).then(listener);
        listeners.add(tell);
        return () => listeners.delete(tell);
      },
      onReady: () => () => undefined,
    }) as unknown as Client;
  /** Another secret is in its place, which the text does not show. */
  const changeSecret = (path: string): void => {
    overtaken = path;
    version += 1;
    for (const listener of listeners) listener();
  };
  return { connect, text: () => raw, changeSecret };
}

function openEditor(client: Client): TextEditor {
  let last = 0;
  const kept = new Map<string, unknown>();
  return createTextEditor({
    client,
    clock: { now: () => 0, after: () => ({ cancel: () => undefined }) },
    config: createConfigTopic({ client }),
    keeper: createDraftKeeper({
      read: (key) => kept.get(key),
      write: (key, value) => void kept.set(key, value),
    }),
    newKey: () => `k${++last}`,
  });
}

const shown = ({ store }: TextEditor): string => {
  const { drafts, text } = store.getState();
  return drafts[file]?.text ?? text?.files[0]?.raw ?? '';
};

const now = <T>(work: Promise<T>): Promise<T> => work;
const settle = () => new Promise((resolve) => setTimeout(resolve));

async function openTwo(first: string) {
  const holder = createTextHolder(first, now);
  const [one, other] = [openEditor(holder.connect()), openEditor(holder.connect())];
  await settle();
  return { holder, one, other };
}

it('takes what somebody else saved into the unsaved text, and can go back', async () => {
  const { holder, one, other } = await openTwo('a\nb\nc\nd');
  one.change(file, 'a\nb\nc\nD');
  other.change(file, 'A\nb\nc\nd');
  expect(await other.save(file)).toMatchObject({ kind: 'saved', before: 1, version: 2 });
  await settle();
  expect(shown(one)).toBe('A\nb\nc\nD');
  const [note] = one.store.getState().notes;
  expect(note).toMatchObject({ kind: 'merged', file });
  if (note) one.undo(note);
  expect(shown(one)).toBe('a\nb\nc\nD');
  one.change(file, 'A\nb\nc\nD');
  await one.save(file);
  expect(holder.text()).toBe('A\nb\nc\nD');
});

it('asks where both changed the same line, and saves nothing until it is settled', async () => {
  const { holder, one, other } = await openTwo('a\nb\nc');
  one.change(file, 'a\nmine\nc');
  other.change(file, 'a\ntheirs\nc');
  await other.save(file);
  await settle();
  expect(await one.save(file)).toEqual({ kind: 'conflict' });
  expect(one.store.getState().conflicts[file]).toMatchObject({ theirs: 'a\ntheirs\nc', count: 1 });
  expect(holder.text()).toBe('a\ntheirs\nc');
  one.editResult(file, 'a\nmine and theirs\nc');
  one.resolve(file, 'result');
  await one.save(file);
  expect(holder.text()).toBe('a\nmine and theirs\nc');
  await settle();
  expect(shown(other)).toBe('a\nmine and theirs\nc');
});

it('gives back what was typed when the text of the other one was taken', async () => {
  const { one, other } = await openTwo('a');
  one.change(file, 'mine');
  other.change(file, 'theirs');
  await other.save(file);
  await settle();
  one.resolve(file, 'theirs');
  expect(shown(one)).toBe('theirs');
  const [note] = one.store.getState().notes;
  if (note) one.undo(note);
  expect(shown(one)).toBe('mine');
});

it('keeps what is typed while a save is under way', async () => {
  const { holder, one } = await openTwo('a\nb');
  one.change(file, 'A\nb');
  const saving = one.save(file);
  one.change(file, 'A\nb\nc');
  await saving;
  expect([shown(one), holder.text()]).toEqual(['A\nb\nc', 'A\nb']);
  await one.save(file);
  expect(holder.text()).toBe('A\nb\nc');
});

it('never keeps a secret in plain words for a reload, and says so', () => {
  const kept = new Map<string, unknown>();
  const keeper = createDraftKeeper({
    read: (key) => kept.get(key),
    write: (key, value) => void kept.set(key, value),
  });
  const text = "{ channels: { telegram: { token: '1:abc', agent: 'a' } }, x: { apiKey: '$KEY' }";
  keeper.write({ [file]: { base: '', text } });
  expect(JSON.stringify([...kept])).not.toContain('1:abc');
  expect(keeper.read()[file]).toEqual({
    base: '',
    text: text.replace("'1:abc'", '"••••••••"'),
    hasLostSecret: true,
  });
});

const step = fc.record({
  who: fc.nat(1),
  what: fc.constantFrom('insert', 'insert', 'replace', 'delete', 'save', 'save'),
  at: fc.nat(40),
});

/** Changes one line somewhere; `written` holds what was put in and not taken out on purpose. */
function type(
  editor: TextEditor,
  { what, at, mark }: { readonly what: string; readonly at: number; readonly mark: string },
  written: Set<string>,
): void {
  if (editor.store.getState().conflicts[file]) return;
  const lines = shown(editor).split('\n');
  const place = at % (lines.length + 1);
  const added = what === 'delete' ? [] : [mark];
  const removed = what === 'insert' ? [] : lines.slice(place, place + 1);
  for (const line of removed) written.delete(line);
  for (const line of added) written.add(line);
  editor.change(file, lines.toSpliced(place, removed.length, ...added).join('\n'));
}

/** Every text that a person can see in an editor. */
function allTexts({ store }: TextEditor): readonly string[] {
  const { conflicts, drafts } = store.getState();
  const { text = '', result = '', theirs = '' } = conflicts[file] ?? {};
  return [drafts[file]?.text ?? '', text, result, theirs];
}

it('two editors at once lose no line, in whatever order messages come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.array(fc.constantFrom('{', '  a: 1,', '}', ''), { maxLength: 12 }),
      async (scheduler, steps, first) => {
        const holder = createTextHolder(first.join('\n'), (work) => scheduler.schedule(work));
        const editors = [openEditor(holder.connect()), openEditor(holder.connect())] as const;
        await scheduler.waitIdle();
        const written = new Set<string>();
        const saves: Promise<unknown>[] = [];
        for (const [index, { who, what, at }] of steps.entries()) {
          const editor = editors[who] ?? editors[0];
          if (what === 'save') saves.push(editor.save(file));
          else type(editor, { what, at, mark: `${who}-${index}` }, written);
          if (at % 3 === 0 && scheduler.count() > 0) await scheduler.waitNext(1);
        }
        await scheduler.waitIdle();
        // What one saves may settle what the other was asked: so each gets another turn.
        for (const editor of [...editors, ...editors, ...editors]) {
          saves.push(editor.save(file));
          await scheduler.waitIdle();
        }
        await Promise.all(saves);
        const everywhere = new Set(
          [holder.text(), ...editors.flatMap(allTexts)].join('\n').split('\n'),
        );
        for (const line of written) expect(everywhere).toContain(line);
        // Nobody has unsaved text without being asked about it.
        for (const editor of editors.filter((each) => !each.store.getState().conflicts[file])) {
          expect(editor.store.getState().drafts[file]).toBeUndefined();
          expect(shown(editor)).toBe(holder.text());
        }
      },
    ),
    { numRuns: 500 },
  );
});

it('a secret that somebody else changed too is asked about, although both texts look alike', async () => {
  const first = '{\n  token: "••••••••",\n}\n';
  const mine = first.replace('••••••••', '2:mine');
  const holder = createTextHolder(first, now);
  const editor = openEditor(holder.connect());
  await settle();
  editor.change(file, mine);
  holder.changeSecret('channels.tg.token');
  await settle();
  expect(editor.store.getState().conflicts).toEqual({});
  expect(await editor.save(file)).toEqual({ kind: 'conflict' });
  expect(editor.store.getState().conflicts[file]).toMatchObject({
    ...{ theirs: first, result: mine, secrets: 'channels.tg.token', count: 1 },
  });
  expect(holder.text()).toBe(first);
  editor.resolve(file, 'mine');
  expect((await editor.save(file)).kind).toBe('saved');
  expect(holder.text()).toBe(mine);
});
