import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ClientError } from '../../transport/client-error.ts';
import { createDrivenClock, settle } from '../../transport/driven-clock.ts';
import type { Keeper } from '../keeper.ts';
import type { ConfigState, ConfigText, ConfigTopic } from './config-topic.ts';
import { addEdit, applyEdits, type DraftEdit, type WantedEdit } from './draft-edits.ts';
import { createDrafts } from './drafts-topic.ts';
import { copyEntryEdits, deleteEntryEdits, judgeName } from './entry-edits.ts';
import { createEditKeeper } from './keep-edits.ts';
import { keepForRename } from './keep-for-rename.ts';
import { holdsSecret } from './secret-paths.ts';

const written = {
  agents: { ada: { model: 'a/b', tools: ['x'], budget: { dailyCost: 1 } } },
  channels: { tg: { token: '••••••••', agent: 'ada' } },
  bindings: [
    { match: { channel: 'tg' }, agent: 'ada' },
    { match: {}, agent: 'ada' },
  ],
};
const set = (path: string, value: unknown): WantedEdit => ({
  op: 'set',
  path: path.split('.'),
  value,
});
const drop = (path: string): WantedEdit => ({ op: 'delete', path: path.split('.') });
const pending = (...wanted: readonly WantedEdit[]): readonly DraftEdit[] =>
  wanted.reduce<readonly DraftEdit[]>((edits, each) => addEdit(edits, each, written), []);
const shown = (edits: readonly DraftEdit[]): readonly string[] =>
  edits.map((edit) => `${edit.op} ${edit.path.join('.')}`);

describe('pending edits', () => {
  it('are few: the last word at a path counts, and the way back is no edit', () => {
    expect(shown(pending(set('agents.ada.model', 'c/d'), set('agents.ada.model', 'e/f')))).toEqual([
      'set agents.ada.model',
    ]);
    expect(pending(set('agents.ada.model', 'c/d'), set('agents.ada.model', 'a/b'))).toEqual([]);
    expect(pending(set('agents.ada.name', 'x'), drop('agents.ada.name'))).toEqual([]);
    expect(pending(drop('agents.ada.nothing'))).toEqual([]);
  });

  it('inside a value that is pending go into it', () => {
    const edits = pending(set('channels.new', { type: 'web' }), set('channels.new.agent', 'ada'));
    expect(shown(edits)).toEqual(['set channels.new']);
    expect(applyEdits(written, edits)).toMatchObject({
      channels: { new: { type: 'web', agent: 'ada' } },
    });
  });

  it('below something that is taken out come after it', () => {
    const edits = pending(drop('agents.ada.budget'), set('agents.ada.budget.turnCost', 2));
    expect(shown(edits)).toEqual(['delete agents.ada.budget', 'set agents.ada.budget.turnCost']);
    expect(applyEdits(written, edits)).toMatchObject({
      agents: { ada: { budget: { turnCost: 2 } } },
    });
  });
});

describe('secrets in plain words', () => {
  const hints = { 'channels.*.token': { sensitive: true }, 'channels.*.agent': {} };

  it('are known wherever they stand, and names of secrets are none', () => {
    expect(holdsSecret(hints, ['channels', 'tg', 'token'], '1:abc')).toBe(true);
    expect(holdsSecret(hints, ['channels', 'tg'], { agent: 'ada', token: '1:abc' })).toBe(true);
    expect(holdsSecret(hints, ['channels', 'tg', 'token'], '${secret:TG}')).toBe(false);
    expect(holdsSecret(hints, ['channels', 'tg', 'token'], '$TG and more')).toBe(true);
    expect(holdsSecret(hints, ['channels', 'tg', 'agent'], '1:abc')).toBe(false);
  });

  it('outlive no reload, other edits do', () => {
    const keeper = memoryKeeper();
    const schema = { schema: {}, uiHints: hints, version: '', generatedAt: '' };
    const edits = pending(set('channels.tg.token', '1:abc'), set('channels.tg.agent', 'eve'));
    createEditKeeper(keeper).write('channels.tg', edits, schema);
    expect(JSON.stringify(keeper.read('configDrafts'))).not.toContain('1:abc');
    expect(shown(createEditKeeper(keeper).read('channels.tg'))).toEqual(['set channels.tg.agent']);
  });
});

describe('whole entries', () => {
  it('are cloned as text; the copy of a channel is off', () => {
    expect(copyEntryEdits(written, 'channels', 'tg', 'b')).toEqual([
      { op: 'copy', path: 'channels.tg', to: 'b' },
      { op: 'set', path: 'channels.b.type', value: 'tg' },
      { op: 'set', path: 'channels.b.enabled', value: false },
    ]);
  });

  it('are deleted with their rules, the last one first', () => {
    expect(deleteEntryEdits(written, 'agents', 'ada')).toEqual([
      { op: 'delete', path: 'bindings.1' },
      { op: 'delete', path: 'bindings.0' },
      { op: 'delete', path: 'channels.tg.agent' },
      { op: 'delete', path: 'agents.ada' },
    ]);
  });

  it('have names that can be one', () => {
    expect(judgeName(written, 'agents', 'ada')).toBe('taken');
    expect(judgeName(written, 'agents', 'a b')).toBe('invalid');
    expect(judgeName(written, 'agents', 'Zoë-2')).toBeUndefined();
  });
});

describe('a draft', () => {
  it('that is saved over a change elsewhere in the file is brought onto it', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('agents.ada');
    draft.set(['model'], 'c/d');
    desk.changeElsewhere({ ...written, owner: { name: 'Kim' } });
    const saved = await draft.save();
    expect(desk.saved()).toEqual([
      { edits: [{ op: 'set', path: 'agents.ada.model', value: 'c/d' }], baseHash: 'h2' },
    ]);
    expect(saved?.version).toBe(2);
    expect(draft.store.getState().edits).toEqual([]);
  });

  it('asks when the same setting was changed, and then does what was chosen', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('agents.ada');
    draft.set(['model'], 'c/d');
    desk.changeElsewhere({ ...written, agents: { ada: { ...written.agents.ada, model: 'x/y' } } });
    expect(await draft.save()).toBeUndefined();
    const [conflict] = draft.store.getState().conflicts;
    expect(conflict).toMatchObject({ base: 'a/b', mine: 'c/d', theirs: 'x/y' });
    expect(desk.saved()).toEqual([]);
    if (conflict) draft.settle(conflict, 'mine');
    await draft.save();
    expect(desk.saved()).toHaveLength(1);
  });

  it('of a list takes what others did to its other entries, and asks about the same one', async () => {
    const [first, second] = written.bindings;
    const theirs = { match: { channel: 'tg' }, agent: 'eve' };
    const mine = { match: {}, agent: 'bob' };
    const desk = createDesk();
    const draft = desk.drafts.open('bindings');
    draft.set([], [first, mine]);
    desk.changeElsewhere({ ...written, bindings: [theirs, second] });
    await draft.save();
    expect(desk.saved()).toMatchObject([
      { edits: [{ path: 'bindings', value: [theirs, mine] }], baseHash: 'h2' },
    ]);
    expect(draft.store.getState().edits).toEqual([]);

    draft.set([], [theirs, { ...mine, agent: 'ada' }]);
    desk.changeElsewhere({ ...written, bindings: [theirs, { ...mine, agent: 'eve' }] });
    expect(await draft.save()).toBeUndefined();
    expect(draft.store.getState().conflicts).toHaveLength(1);
  });

  it('of a list with secrets in it asks whatever was changed: they all look alike', async () => {
    const list = [{ key: '••••••••' }, { key: '••••••••', name: 'b' }];
    const desk = createDesk();
    desk.changeElsewhere({ ...written, hooks: list });
    desk.show();
    const draft = desk.drafts.open('hooks');
    draft.set([], [{ key: '1:mine' }, list[1]]);
    desk.changeElsewhere({ ...written, hooks: [list[0], { key: '••••••••', name: 'c' }] });
    desk.show();
    expect(draft.store.getState().conflicts).toHaveLength(1);
  });

  it('of a secret that somebody else changed asks, although both see dots', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('channels.tg');
    draft.set(['token'], '2:mine');
    desk.changeElsewhere(written, ['channels.tg.token']);
    expect(await draft.save()).toBeUndefined();
    expect(desk.saved()).toMatchObject([{ baseHash: 'h2', secretsBase: 'h1' }]);
    const [conflict] = draft.store.getState().conflicts;
    expect(conflict).toMatchObject({ base: '••••••••', mine: '2:mine', theirs: '••••••••' });
    if (conflict) draft.settle(conflict, 'mine');
    expect((await draft.save())?.version).toBe(2);
    expect(desk.saved().at(-1)).toMatchObject({ baseHash: 'h2', secretsBase: 'h2' });
    expect(draft.store.getState().edits).toEqual([]);
  });

  it('of two secrets asks about the one that was changed, once', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('channels.tg');
    draft.set(['token'], '2:mine');
    const dots = '••••••••';
    const elsewhere = { ...written, channels: { tg: { token: dots, key: dots, agent: 'ada' } } };
    desk.changeElsewhere(elsewhere, ['channels.tg.key']);
    desk.show();
    draft.set(['key'], '3:mine');
    expect(await draft.save()).toBeUndefined();
    const [conflict, ...others] = draft.store.getState().conflicts;
    expect([conflict?.path, others]).toEqual([['channels', 'tg', 'key'], []]);
    if (conflict) draft.settle(conflict, 'mine');
    expect((await draft.save())?.version).toBe(2);
  });

  it('says why it was not saved when there is nothing to ask about', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('channels.tg');
    draft.set(['token'], '2:mine');
    desk.changeElsewhere(written, ['channels.other.token']);
    expect(await draft.save()).toBeUndefined();
    expect(draft.store.getState()).toMatchObject({
      conflicts: [],
      error: { code: 'CONFIG_SECRET_CHANGED' },
    });
  });

  it('that holds no secret tells nothing of one', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('channels.tg');
    draft.set(['agent'], 'eve');
    desk.changeElsewhere(written, ['channels.tg.token']);
    await draft.save();
    expect(desk.saved()[0]).not.toHaveProperty('secretsBase');
  });

  it('is taken back by the gateway, which knows what stood there', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('agents.ada');
    draft.set(['model'], 'c/d');
    const saved = await draft.save();
    await saved?.undo();
    expect(desk.asked.at(-1)).toEqual({ method: 'config.undo', params: { version: 2, before: 1 } });
  });

  it('keeps what is typed while it is being saved', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('agents.ada');
    draft.set(['model'], 'c/d');
    const saving = draft.save();
    draft.set(['model'], 'e/f');
    await saving;
    expect(draft.store.getState()).toMatchObject({
      edits: [{ op: 'set', value: 'e/f', base: 'c/d' }],
      conflicts: [],
    });
  });

  it('goes along when its entry gets another name', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('agents.ada');
    draft.set(['name'], 'Ada');
    draft.reset(['budget', 'dailyCost']);
    const carryOver = keepForRename(desk.drafts, 'agents', 'ada');
    desk.changeElsewhere({ ...written, agents: { eve: written.agents.ada } });
    desk.show();
    carryOver('eve');
    const renamed = desk.drafts.open('agents.eve');
    expect(desk.drafts.pending.getState().sections).toEqual(['agents.eve']);
    expect(renamed.store.getState()).toMatchObject({ conflicts: [], value: { name: 'Ada' } });
    await renamed.save();
    expect(desk.saved()).toMatchObject([
      {
        edits: [
          { op: 'set', path: 'agents.eve.name' },
          { op: 'delete', path: 'agents.eve.budget.dailyCost' },
        ],
      },
    ]);
  });

  it('of rules that name an entry names it as it is called now, and nobody is asked', async () => {
    const desk = createDesk();
    const rules = desk.drafts.open('bindings');
    const [first] = written.bindings;
    rules.set([], [{ match: { channel: 'tg' }, agent: 'bob' }, { match: {}, agent: 'ada' }, first]);
    const carryOver = keepForRename(desk.drafts, 'agents', 'ada');
    desk.changeElsewhere({
      ...written,
      agents: { eve: written.agents.ada },
      bindings: written.bindings.map((rule) => ({ ...rule, agent: 'eve' })),
    });
    desk.show();
    carryOver('eve');
    expect(rules.store.getState()).toMatchObject({
      conflicts: [],
      value: [
        { match: { channel: 'tg' }, agent: 'bob' },
        { match: {}, agent: 'eve' },
        { match: { channel: 'tg' }, agent: 'eve' },
      ],
    });
  });

  it('whose entry is gone says so', () => {
    const desk = createDesk();
    const draft = desk.drafts.open('agents.ada');
    draft.set(['name'], 'Ada');
    desk.changeElsewhere({ ...written, agents: {} });
    desk.show();
    expect(draft.store.getState().isGone).toBe(true);
  });

  it('shows what runs and takes no change while the file has a mistake, and keeps what was typed', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('agents.ada');
    draft.set(['name'], 'Ada');
    desk.changeElsewhere(null);
    desk.show();
    draft.set(['model'], 'c/d');
    await desk.clock.advance(1_000);
    expect(await draft.save()).toBeUndefined();
    expect(draft.store.getState()).toMatchObject({
      value: { model: 'a/b', name: 'Ada' },
      unreadable: { code: 'CONFIG_UNREADABLE' },
      edits: [{ op: 'set', path: ['agents', 'ada', 'name'] }],
      ...{ isGone: false, conflicts: [] },
    });
    expect(desk.asked).toEqual([]);
    desk.changeElsewhere(written);
    desk.show();
    expect(draft.store.getState()).toMatchObject({ unreadable: undefined, conflicts: [] });
    await draft.save();
    expect(desk.saved()).toMatchObject([{ edits: [{ path: 'agents.ada.name', value: 'Ada' }] }]);
  });

  it('is planned a moment after the last edit, once', async () => {
    const desk = createDesk();
    const draft = desk.drafts.open('agents.ada');
    draft.set(['name'], 'A');
    draft.set(['name'], 'Ad');
    await desk.clock.advance(1_000);
    await settle();
    expect(desk.asked.filter(({ method }) => method === 'config.plan')).toHaveLength(1);
    expect(draft.store.getState().plan.answer?.effects).toHaveLength(1);
  });
});

function memoryKeeper(): Keeper {
  const kept = new Map<string, unknown>();
  return {
    read: (key) => kept.get(key),
    write: (key, value) => void kept.set(key, JSON.parse(JSON.stringify(value))),
  };
}

/** A gateway that saves nothing but knows conflicts, and the drafts on it. */
function createDesk() {
  const clock = createDrivenClock();
  const asked: { method: string; params: Record<string, unknown> }[] = [];
  let onDisk: { readonly hash: string; readonly parsed: unknown } = { hash: 'h1', parsed: written };
  let overtaken: readonly string[] = [];
  const textOf = (): ConfigText => ({
    ...{ path: '/c', exists: true, files: [], raw: '', config: written, problems: [], version: 1 },
    author: 'web:me',
    ...{ hash: onDisk.hash, appliedHash: onDisk.hash, parsed: onDisk.parsed },
  });
  const store = createStore<ConfigState>(() => ({
    text: textOf(),
    schema: { schema: {}, uiHints: {}, version: '', generatedAt: '' },
    names: undefined,
    error: undefined,
  }));
  const show = (): void => store.setState({ text: textOf() });
  const config: ConfigTopic = {
    store,
    refresh: () => {
      show();
      return Promise.resolve(textOf());
    },
    refreshNames: () => Promise.resolve(),
  };
  const effects = [{ path: 'agents.ada.name', effect: 'agent', code: 'agent.next-turn' }];
  const answer = (method: string, params: Record<string, unknown>): unknown => {
    asked.push({ method, params });
    if (method === 'config.plan') {
      return { changedPaths: [], files: [], effects, problems: [], isApplicable: true };
    }
    if (method === 'config.undo') return {};
    if (params['baseHash'] !== onDisk.hash) {
      throw new ClientError({ code: 'CONFIG_CONFLICT', message: 'changed' });
    }
    if (overtaken.length > 0 && params['secretsBase'] === 'h1') {
      const values = { path: overtaken.join(', ') };
      throw new ClientError({ code: 'CONFIG_SECRET_CHANGED', message: 'changed', values });
    }
    const edits = params['edits'] as readonly { path: string; value: unknown }[];
    const wanted = edits.map(({ path, value }) => set(path, value));
    onDisk = { hash: 'h9', parsed: applyEdits(onDisk.parsed, wanted) };
    return { ok: true, hash: 'h9', version: 2, changedPaths: [], effects, problems: [] };
  };
  const request = ((method: string, params: Record<string, unknown>) =>
    Promise.resolve().then(() => answer(method, params))) as never;
  const kept = createEditKeeper(memoryKeeper());
  return {
    clock,
    asked,
    show,
    drafts: createDrafts({ client: { request }, clock, config, kept }),
    changeElsewhere(parsed: unknown, secrets: readonly string[] = []) {
      overtaken = secrets;
      onDisk = { hash: 'h2', parsed };
    },
    saved: () =>
      asked
        .filter(({ method, params }) => method === 'config.edit' && params['baseHash'] !== 'h1')
        .map(({ params }) => params),
  };
}
