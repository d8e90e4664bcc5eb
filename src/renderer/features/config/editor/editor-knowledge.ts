import type { ResultOf } from '../../../../shared/protocol/contract.ts';

/** A name that can be written, and a few words about what it names. */
export interface KnownName {
  readonly name: string;
  readonly detail?: string;
}

/** Names that exist, by what they name. Those in the files themselves are found without being told. */
export interface KnownNames {
  readonly agents: readonly KnownName[];
  readonly channels: readonly KnownName[];
  readonly channelTypes: readonly KnownName[];
  readonly nodes: readonly KnownName[];
  /** As provider/model. */
  readonly models: readonly KnownName[];
  readonly tools: readonly KnownName[];
  /** Without the @. */
  readonly profiles: readonly KnownName[];
  /** Environment variables that are set, without the $. */
  readonly env: readonly KnownName[];
  readonly secrets: readonly KnownName[];
}

/** What the editor knows beside the texts: the answer of `config.schema`, and names. */
export interface EditorKnowledge extends Pick<ResultOf<'config.schema'>, 'schema' | 'uiHints'> {
  readonly names: KnownNames;
}

/** One file of the configuration; its path is relative to the folder of the root. */
export interface EditorFile {
  readonly path: string;
  readonly raw: string;
}
