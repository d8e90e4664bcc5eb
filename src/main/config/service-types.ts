import type { ConfigPath } from '../../shared/config/path.ts';
import type { ConfigProblem } from '../../shared/config/problem.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { SettingEffect, SettingMeta } from '../../shared/config/setting.ts';
import type { Clock } from '../platform/clock.ts';

export type { ConfigProblem } from '../../shared/config/problem.ts';

/** What the engine writes to the log: an event name and fields, never a secret. */
export interface ConfigLog {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Where `${secret:NAME}` is read from. `undefined` means there is no secret of that name. */
export interface SecretReader {
  read(name: string): string | undefined;
  /** Keeps a secret; it is on the disk before this returns. Absent: nothing is kept here. */
  readonly set?: (name: string, value: string) => void;
}

export interface DirectoryWatch {
  close(): void;
}

/**
 * Watches one directory (not its subdirectories). `onChange` gets the name of the entry that
 * changed, or null where the system does not tell. Throws when the directory cannot be watched.
 */
export type WatchDirectory = (
  directory: string,
  onChange: (name: string | null) => void,
  onError: (error: Error) => void,
) => DirectoryWatch;

export interface ConfigDeps {
  /** Absolute path of `openclaw.json`. It need not exist. */
  readonly configPath: string;
  /** Where `.env` and `history/` are. It need not exist yet. */
  readonly stateDir: string;
  readonly clock: Clock;
  readonly log: ConfigLog;
  /** The environment of the process; `.env` adds to it and overrides nothing. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets?: SecretReader;
  /** Absent means `fs.watch`. */
  readonly watchDirectory?: WatchDirectory;
  /** False: what is read is not kept in the history, and nothing is written at all by reading. */
  readonly keepsHistory?: boolean;
}

/** The configuration that is in effect at one moment. */
export interface ConfigSnapshot {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
  /** Over the root and its includes as they are on disk. Pass it as `baseHash` when writing. */
  readonly hash: string;
  /** The hash of what is in effect: another one while the files on disk do not parse. */
  readonly appliedHash: string;
  /** Number of the version in the history; 0 while nothing was ever written. */
  readonly version: number;
}

/**
 * What a changed path does, as data. `subject` is the agent or the channel it happens to.
 * The words for a code are made at the edge.
 */
export interface PlannedEffect {
  readonly path: string;
  readonly effect: SettingEffect;
  readonly subject: string | undefined;
  readonly code: PlanCode;
}

export type PlanCode =
  | 'live'
  | 'agent.added'
  | 'agent.removed'
  | 'agent.next-turn'
  | 'channel.added'
  | 'channel.removed'
  | 'channel.restarted'
  | 'listener.re-bound';

/** What `plan` answers and what a write did. */
export interface ConfigPlan {
  /** False: the text does not parse and nothing would change. */
  readonly isApplicable: boolean;
  readonly changedPaths: readonly string[];
  readonly effects: readonly PlannedEffect[];
  readonly problems: readonly ConfigProblem[];
}

/** A secret that stands openly in a text: where, never what. Lines and columns count from 1. */
export interface OpenSecretPlace {
  readonly path: string;
  /** Relative to the folder of the root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A plan with the texts it would write. */
export interface ConfigPreview extends ConfigPlan {
  /** Files that would be written, secrets shown as dots. */
  readonly files: readonly ConfigFileText[];
  /** Secrets that would stand openly in the files. */
  readonly openSecrets: readonly OpenSecretPlace[];
}

/** Delivered after a changed configuration took effect, or was refused. */
export interface ConfigApplied extends ConfigPlan {
  readonly hash: string;
  readonly version: number;
  /** Who wrote it: the author given to the write, or `file` for an editor. */
  readonly author: string;
}

export type AppliedListener = (event: ConfigApplied, snapshot: ConfigSnapshot) => void;

/** One file of the configuration, as text. Secrets in it are shown as dots. */
export interface ConfigFileText {
  /** Relative to the folder of the root, with `/`. */
  readonly file: string;
  readonly raw: string;
}

/** One file of the configuration as it is now. */
export interface ConfigFile extends ConfigFileText {
  /** Absolute, as problems and sources name it. */
  readonly path: string;
  /** Marked as not to be written; every write of it is refused. */
  readonly isReadOnly: boolean;
}

export interface ConfigText {
  /** Absolute path of the root. */
  readonly path: string;
  readonly exists: boolean;
  /** Text of the root; empty when there is no file. */
  readonly raw: string;
  /** The root first, then every include. */
  readonly files: readonly ConfigFile[];
  /** Includes merged, variables not expanded, secrets shown as dots. Null when it does not parse. */
  readonly parsed: unknown;
  /** The effective configuration, secrets shown as dots. */
  readonly config: unknown;
  readonly hash: string;
  readonly appliedHash: string;
  readonly version: number;
  readonly problems: readonly ConfigProblem[];
}

interface WriteOptions {
  /** The hash the caller read. Another one on disk is a conflict; may be left out only while there is no file. */
  readonly baseHash?: string | undefined;
  /**
   * The hash that was read when the secrets in the change were typed, if another one was read since.
   * A secret is shown as dots, so nobody but the gateway sees that it is another one by now.
   */
  readonly secretsBase?: string | undefined;
  /** Kept in the history. */
  readonly author?: string;
  /** Write although most of the file would be lost, or although it brings new errors. */
  readonly force?: boolean;
}

export interface ConfigSet extends WriteOptions {
  /** The new text. Where it shows dots, the secret that was there stays. */
  readonly raw: string;
  /** An include, relative to the folder of the root. The root when absent. */
  readonly file?: string;
}

export interface ConfigPatch extends WriteOptions {
  /** A JSON merge patch (RFC 7396) written as JSON5: null deletes. */
  readonly raw: string;
}

export type ConfigEditOp =
  | { readonly op: 'set'; readonly path: string | ConfigPath; readonly value: unknown }
  | { readonly op: 'delete'; readonly path: string | ConfigPath }
  /** Gives the last key of `path` another name; value, place and comments stay. */
  | { readonly op: 'rename'; readonly path: string | ConfigPath; readonly to: string }
  /** Adds to the end of the list at `path`; a missing list is made. */
  | { readonly op: 'append'; readonly path: string | ConfigPath; readonly value: unknown }
  /** The text of `path` once more under another key of the same section, secrets included. */
  | { readonly op: 'copy'; readonly path: string | ConfigPath; readonly to: string };

export interface ConfigEdit extends WriteOptions {
  readonly edits: readonly ConfigEditOp[];
}

export interface ConfigMoveSecret {
  /** Where the secret stands in the configuration. */
  readonly path: string;
  /** `.env` beside the configuration, or the secret store. */
  readonly to: 'env' | 'store';
  /** What it is called there. */
  readonly name: string;
  /** The hash the caller read. */
  readonly baseHash?: string | undefined;
  /** As in other writes. */
  readonly secretsBase?: string | undefined;
  readonly author?: string;
  /** A text that was not saved yet, and its file: it is saved with the name in place of the secret. */
  readonly raw?: string | undefined;
  readonly file?: string | undefined;
}

export interface ConfigUndo {
  readonly version: number;
  readonly before: number;
  readonly author?: string;
}

/** Where a variable comes from: `process` wins over `file`. */
export interface KnownVariable {
  readonly name: string;
  readonly from: 'process' | 'file';
}

/** An old version for an interface, secrets shown as dots. */
export interface ShownVersion {
  readonly version: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly author: string;
  readonly files: readonly ConfigFileText[];
}

/** What could be saved; nothing is written. */
export type ConfigCandidate =
  | { readonly raw: string; readonly file?: string }
  | { readonly patch: string }
  | { readonly edits: readonly ConfigEditOp[] };

/** The configuration a change would lead to, without the change being made. */
export interface ConfigTrial {
  /** Secrets are expanded in it: it must not leave the gateway. */
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

export interface HistoryEntry {
  readonly version: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly author: string;
  readonly hash: string;
  /** Files of this version, relative to the folder of the root. */
  readonly files: readonly string[];
  readonly sizeBytes: number;
}

/** What one version changed against the one before it. */
export interface ChangeSummary {
  /** The first few of the changed paths; none when only comments, order or layout changed. */
  readonly paths: readonly string[];
  /** How many there are in all. */
  readonly count: number;
}

/** A kept version, and what it changed where that can be told. */
export interface ListedVersion extends HistoryEntry {
  readonly changed?: ChangeSummary;
}

/** Where a value comes from. Lines and columns count from 1. */
export interface ValueSource {
  readonly kind: 'default' | 'file' | 'include' | 'env' | 'secret';
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Names of the variables or secrets in the text. */
  readonly variables?: readonly string[];
}

export interface Explanation {
  readonly path: string;
  /** `off`: not valid and switched off; `kept`: not valid, the running value stays in effect. */
  readonly status: 'effective' | 'off' | 'kept' | 'unknown' | 'absent';
  /** Secrets are shown as dots. */
  readonly value: unknown;
  readonly source: ValueSource | undefined;
  /** Further places that name the value and lost, strongest first. */
  readonly overridden: readonly ValueSource[];
  readonly setting: SettingMeta | { readonly title: string; readonly help: string } | undefined;
  readonly problems: readonly ConfigProblem[];
}

export interface UiHint extends Omit<SettingMeta, 'help'> {
  readonly help: string;
  readonly order: number;
  readonly section: string;
}

export interface ConfigSchemaDocument {
  /** JSON Schema (draft 2020-12) of what may be written in the file. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** By path, `*` for any key: `agents.*.model`. */
  readonly uiHints: Readonly<Record<string, UiHint>>;
}

/**
 * The running configuration. Reading never fails because of what is in the file; writing throws
 * `AppError` with a CONFIG_ code and a place.
 */
export interface ConfigService {
  /** Valid from the moment the service exists: defaults before `start`. */
  current(): ConfigSnapshot;
  /** Reads the files and watches them. Never rejects because of the configuration. */
  start(): Promise<ConfigSnapshot>;
  stop(): Promise<void>;
  /** @returns a function that ends the subscription. */
  onApplied(listener: AppliedListener): () => void;
  /** Reads the files again now, as if the watcher had seen a change. */
  reload(): Promise<ConfigSnapshot>;
  get(): Promise<ConfigText>;
  set(request: ConfigSet): Promise<ConfigApplied>;
  patch(request: ConfigPatch): Promise<ConfigApplied>;
  edit(request: ConfigEdit): Promise<ConfigApplied>;
  plan(candidate: ConfigCandidate): Promise<ConfigPreview>;
  /** What bringing a kept version back would do. @throws AppError CONFIG_HISTORY_MISSING. */
  planVersion(version: number): Promise<ConfigPreview>;
  /** What would run after a change; nothing is written. Throws as a write does when it is not possible. */
  tryOut(candidate: ConfigCandidate): Promise<ConfigTrial>;
  schema(): ConfigSchemaDocument;
  /** Newest first. */
  history(): Promise<readonly ListedVersion[]>;
  /** @throws AppError CONFIG_HISTORY_MISSING. */
  version(version: number): Promise<ShownVersion>;
  /** With a base hash, CONFIG_CONFLICT when something else was saved since. */
  restore(
    version: number,
    options?: { readonly author?: string; readonly baseHash?: string | undefined },
  ): Promise<ConfigApplied>;
  /**
   * Takes back what changed from version `before` (0: nothing) to `version`; what was saved since
   * stays. Values come from the history, secrets included.
   * @throws AppError CONFIG_UNDO_CONFLICT when the same place was changed since; CONFIG_HISTORY_MISSING.
   */
  undo(request: ConfigUndo): Promise<ConfigApplied>;
  /**
   * Puts a secret that stands in the text into `.env` or the secret store, and names it in the
   * text instead, also in the versions of the history; nothing else changes. It is kept there before
   * any text is written.
   */
  moveSecret(request: ConfigMoveSecret): Promise<ConfigApplied>;
  /** The paths at which each secret of the store is named, by its name. */
  secretUses(): ReadonlyMap<string, readonly string[]>;
  /** Names of the variables that can be used, sorted. */
  variables(): readonly KnownVariable[];
  explain(path: string | ConfigPath): Explanation;
  /**
   * The environment of the process with `.env` below it, as it was read last. Whoever looks for a
   * usual variable, such as the key of a well-known provider, looks here.
   */
  environment(): Readonly<Record<string, string | undefined>>;
}
