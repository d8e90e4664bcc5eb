import type { Config } from '../../shared/config/schema.ts';
import type { ConfigProblem } from '../../shared/protocol/config.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { DoctorCheck, DoctorCheckName, DoctorFix } from '../../shared/protocol/doctor.ts';
import type { ExtensionRow, McpServerRow } from '../../shared/protocol/extensions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Sql } from '../storage/database.ts';

/** What the doctor looks at. Each is asked when its check runs. */
export interface DoctorDeps {
  readonly db: Sql;
  readonly clock: Clock;
  readonly stateDir: string;
  readonly configPath: string;
  readonly config: () => Config;
  readonly problems: () => readonly ConfigProblem[];
  /** Paths of secrets that stand in the text of the configuration. */
  readonly literalSecrets: () => Promise<readonly string[]>;
  readonly health: () => ResultOf<'health'>;
  readonly status: () => ResultOf<'status'>;
  readonly models: () => ResultOf<'models.health'>;
  readonly channels: () => ResultOf<'channels.status'>['channels'];
  readonly people: () => ResultOf<'people.list'>;
  readonly schedules: () => ResultOf<'cron.list'>['schedules'];
  readonly tools: () => readonly { readonly name: string; readonly isBroken: boolean }[];
  readonly extensions: () => Promise<readonly ExtensionRow[]>;
  readonly servers: () => readonly McpServerRow[];
  readonly sandbox: Sandbox;
  readonly checkDatabase: () => Promise<{ readonly faults: readonly string[] }>;
  readonly clearCooldowns: (provider: string) => void;
  readonly restartServer: (name: string) => Promise<void>;
}

/** What a check says; the rest is added around it. */
export interface Finding {
  readonly state: DoctorCheck['state'];
  readonly found: string;
  readonly values?: DoctorCheck['values'];
  readonly fix?: DoctorFix | undefined;
}

export type Check = (deps: DoctorDeps) => Finding | Promise<Finding>;
export type Checks = Readonly<Record<DoctorCheckName, Check>>;

/** Everything is as it should be. */
export function fine(values: DoctorCheck['values'] = {}): Finding {
  return { state: 'ok', found: 'fine', values };
}

const mostNames = 5;

/** Names for a sentence, in short. */
export function joinNames(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown}, … (${names.length})` : shown;
}
