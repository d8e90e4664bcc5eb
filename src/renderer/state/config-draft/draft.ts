import { createStore, type StoreApi } from 'zustand/vanilla';
import { formatPath, parsePath, type ConfigPath } from '../../../shared/config/path.ts';
import type { ConfigEdits, ConfigProblem } from '../../../shared/protocol/config.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { localError, toClientError, type ClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { Clock, Timer } from '../../transport/clock.ts';
import type { ConfigText, ConfigTopic } from './config-topic.ts';
import {
  addEdit,
  applyEdits,
  markOvertaken,
  rebaseEdits,
  secretsBaseOf,
  settleConflict,
  toConfigEdits,
  type DraftConflict,
  type DraftEdit,
  type WantedEdit,
} from './draft-edits.ts';
import { findUnreadable } from './find-unreadable.ts';
import type { EditKeeper } from './keep-edits.ts';
import { valueAt } from './plain-value.ts';
import { writeConfig, type Written } from './write-config.ts';

/** What saving the pending edits would do. */
export interface DraftPlan {
  readonly isAsking: boolean;
  /** The last answer; undefined when nothing is pending or nothing was answered yet. */
  readonly answer: ResultOf<'config.plan'> | undefined;
  readonly error: ClientError | undefined;
}

export interface DraftState {
  /**
   * The entry as it is written; undefined: it is not in the file, or the file was not read yet. While
   * the file can't be read: as it runs.
   */
  readonly written: unknown;
  /** The entry with the pending edits. */
  readonly value: unknown;
  readonly edits: readonly DraftEdit[];
  /** Changed here and by somebody else; saving waits until they are settled. */
  readonly conflicts: readonly DraftConflict[];
  /** Why nobody can say what is written here: nothing can be changed until it is mended. */
  readonly unreadable: ConfigProblem | undefined;
  /** Somebody took the entry away while it was edited. */
  readonly isGone: boolean;
  readonly plan: DraftPlan;
  /** What is wrong in this entry: of the pending edits when there are some, else of what is saved. */
  readonly problems: readonly ConfigProblem[];
  readonly isSaving: boolean;
  /** Why the last attempt to save failed. */
  readonly error: ClientError | undefined;
}

/** The visual editing of one entry or section. Paths in its functions begin at that entry. */
export interface Draft {
  readonly path: ConfigPath;
  readonly store: StoreApi<DraftState>;
  readonly set: (path: ConfigPath, value: unknown) => void;
  /** Takes the value out of the text, so that the default holds. */
  readonly reset: (path: ConfigPath) => void;
  /** Adds to the end of a list. */
  readonly append: (path: ConfigPath, value: unknown) => void;
  readonly discard: () => void;
  /** Changes what is pending, and what it was made over: a name in both is another one by now. */
  readonly mapEdits: (map: (edit: DraftEdit) => DraftEdit) => void;
  readonly settle: (conflict: DraftConflict, choice: 'mine' | 'theirs') => void;
  /** Saves what is pending; undefined when that was not possible, with the reason in the state. */
  readonly save: () => Promise<Written | undefined>;
}

export interface DraftDeps {
  readonly client: Pick<Client, 'request'>;
  readonly clock: Clock;
  readonly config: ConfigTopic;
  readonly kept: EditKeeper;
}

const planDelayMs = 150;
const noPlan: DraftPlan = { isAsking: false, answer: undefined, error: undefined };

/** Opens the draft of the entry at `path`, with what was pending before a reload. */
export function createDraft(deps: DraftDeps, path: ConfigPath): Draft {
  const { config } = deps;
  const section = formatPath(path);
  const store = createStore<DraftState>(() => ({
    written: undefined,
    value: undefined,
    edits: deps.kept.read(section),
    conflicts: [],
    unreadable: undefined,
    isGone: false,
    plan: noPlan,
    problems: [],
    isSaving: false,
    error: undefined,
  }));
  const planner = createPlanner(deps, store, section);
  let wasThere = false;

  /** Shows `edits` on the text as it is now. */
  const show = (edits: readonly DraftEdit[], rest: Partial<DraftState> = {}): void => {
    const { text } = config.store.getState();
    if (!text) {
      store.setState({ edits, ...rest });
      return;
    }
    const unreadable = findUnreadable(text, path);
    if (unreadable) {
      store.setState({ ...asItRuns(text, edits, path), unreadable, ...rest });
      return;
    }
    const { edits: open, conflicts } = rebaseEdits(edits, text.parsed);
    const written = valueAt(text.parsed, path);
    wasThere ||= written !== undefined;
    const isGone = wasThere && written === undefined && open.length > 0;
    if (open.length === 0) wasThere = written !== undefined;
    store.setState({
      written,
      value: valueAt(applyEdits(text.parsed, open), path),
      edits: open,
      conflicts,
      unreadable,
      isGone,
      problems: problemsOf(text.problems, section),
      ...rest,
    });
  };
  const change = (edits: readonly DraftEdit[]): void => {
    show(edits, { error: undefined });
    const { schema } = config.store.getState();
    if (schema) deps.kept.write(section, store.getState().edits, schema);
    planner.ask();
  };
  const add = (wanted: WantedEdit): void => {
    const { text } = config.store.getState();
    if (text && !store.getState().unreadable)
      change(addEdit(store.getState().edits, wanted, text.parsed, text.hash));
  };

  show(store.getState().edits);
  planner.ask();
  config.store.subscribe(({ text }, before) => {
    if (text === before.text || store.getState().isSaving) return;
    change(store.getState().edits);
  });

  return {
    path,
    store,
    set: (below, value) => add({ op: 'set', path: [...path, ...below], value }),
    reset: (below) => add({ op: 'delete', path: [...path, ...below] }),
    append: (below, value) => add({ op: 'append', path: [...path, ...below], value }),
    discard: () => change([]),
    mapEdits: (map) => change(store.getState().edits.map(map)),
    settle(conflict, choice) {
      const hash = config.store.getState().text?.hash;
      change(settleConflict(store.getState().edits, conflict, choice, hash));
    },
    save: () => saveDraft(deps, store, { show, change }),
  };
}

/** What is shown where the text can't be read: edits wait as they are, since nothing can be compared. */
function asItRuns(
  { config }: ConfigText,
  edits: readonly DraftEdit[],
  path: ConfigPath,
): Partial<DraftState> {
  const value = valueAt(applyEdits(config, edits), path);
  const written = valueAt(config, path);
  return { written, value, edits, conflicts: [], isGone: false, problems: [] };
}

interface DraftChanges {
  readonly show: (edits: readonly DraftEdit[], rest?: Partial<DraftState>) => void;
  readonly change: (edits: readonly DraftEdit[]) => void;
}

async function saveDraft(
  deps: DraftDeps,
  store: StoreApi<DraftState>,
  { show, change }: DraftChanges,
): Promise<Written | undefined> {
  const { edits, isSaving, unreadable } = store.getState();
  if (isSaving || edits.length === 0 || unreadable) return undefined;
  store.setState({ isSaving: true, error: undefined });
  let sentOver: string | undefined;
  try {
    const written = await writeConfig(
      deps,
      (text) => {
        sentOver = text.hash;
        return prepareSave(edits, text);
      },
      secretsBaseOf(edits),
    );
    const { text } = deps.config.store.getState();
    change(editsSince(store.getState().edits, edits, text));
    return written;
  } catch (thrown) {
    const error = toClientError(thrown);
    const overtaken = overtakenBy(error);
    if (overtaken) show(markOvertaken(store.getState().edits, overtaken, sentOver));
    // An edit that can't be asked about, such as one more item of a list, must not fail in silence.
    const isAsked = overtaken !== undefined && store.getState().conflicts.length > 0;
    if (!isAsked) show(store.getState().edits, { error });
    return undefined;
  } finally {
    store.setState({ isSaving: false });
  }
}

/** The edits for a text, unless somebody else changed the same place. */
function prepareSave(edits: readonly DraftEdit[], text: ConfigText): ConfigEdits {
  const { edits: open, conflicts } = rebaseEdits(edits, text.parsed);
  if (conflicts.length > 0) throw localError('CLIENT_ABORTED');
  return toConfigEdits(open);
}

/** What was edited while the rest was being saved, on the text that was saved. */
function editsSince(
  now: readonly DraftEdit[],
  saved: readonly DraftEdit[],
  text: ConfigText | undefined,
): readonly DraftEdit[] {
  return now
    .filter((edit) => !saved.includes(edit))
    .reduce<readonly DraftEdit[]>(
      (edits, edit) => addEdit(edits, edit, text?.parsed, text?.hash),
      [],
    );
}

/** The secrets that somebody else changed meanwhile, when that is what a failure says. */
function overtakenBy({ code, values }: ClientError): readonly ConfigPath[] | undefined {
  if (code !== 'CONFIG_SECRET_CHANGED') return undefined;
  const paths = String(values['path']).split(', ');
  return paths.flatMap((path) => [parsePath(path) ?? []]);
}

/** Problems at the entry and below it. */
function problemsOf(problems: readonly ConfigProblem[], section: string): readonly ConfigProblem[] {
  return problems.filter(
    ({ path }) =>
      path === section || path.startsWith(`${section}.`) || path.startsWith(`${section}[`),
  );
}

/** Asks what saving would do, a moment after the last edit; an old answer never replaces a new one. */
function createPlanner(
  { client, clock }: Pick<DraftDeps, 'client' | 'clock'>,
  store: StoreApi<DraftState>,
  section: string,
): { readonly ask: () => void } {
  let timer: Timer | undefined;
  let asked = 0;

  const run = async (): Promise<void> => {
    const mine = ++asked;
    const edits = toConfigEdits(store.getState().edits);
    const settle = (rest: Partial<DraftState>): void => {
      if (mine === asked) store.setState(rest);
    };
    try {
      const answer = await client.request('config.plan', { edits });
      const plan = { isAsking: false, answer, error: undefined };
      settle({ plan, problems: problemsOf(answer.problems, section) });
    } catch (thrown) {
      settle({ plan: { ...noPlan, error: toClientError(thrown) } });
    }
  };
  return {
    ask() {
      timer?.cancel();
      asked += 1;
      const { edits, plan, unreadable } = store.getState();
      if (edits.length === 0 || unreadable) {
        store.setState({ plan: noPlan });
        return;
      }
      store.setState({ plan: { ...plan, isAsking: true } });
      timer = clock.after(planDelayMs, () => void run());
    },
  };
}
