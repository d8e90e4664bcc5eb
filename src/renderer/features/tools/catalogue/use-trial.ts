import { useEffect, useMemo, useRef, useState } from 'react';
import type { ToolRow } from '../../../../shared/protocol/tools.ts';
import { createToolCatalogue, type ToolOutcome } from '../../../state/tool-catalogue.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { toClientError, type ClientError } from '../../../transport/client-error.ts';
import {
  readArguments,
  readFields,
  readJsonArguments,
  type ArgumentField,
  type FieldFault,
} from './schema-fields.ts';

export type TrialMode = 'form' | 'json';

export interface Trial {
  readonly fields: readonly ArgumentField[];
  /** False where the schema says nothing a form could be made of. */
  readonly hasForm: boolean;
  readonly mode: TrialMode;
  readonly setMode: (mode: TrialMode) => void;
  readonly values: Readonly<Record<string, string>>;
  readonly setValue: (name: string, value: string) => void;
  /** Shown once one has tried to run it. */
  readonly faults: Readonly<Record<string, FieldFault>>;
  readonly json: string;
  readonly setJson: (text: string) => void;
  readonly isJsonWrong: boolean;
  readonly isRunning: boolean;
  readonly outcome: ToolOutcome | undefined;
  readonly failure: ClientError | undefined;
  readonly start: () => void;
  readonly stop: () => void;
}

/** One try after the other of one tool; what was typed stays while one changes how. */
export function useTrial(tool: ToolRow, agentId: string | undefined): Trial {
  const { tryOut } = useTopic(createToolCatalogue);
  const fields = useMemo(() => readFields(tool.parameters), [tool.parameters]);
  const hasForm = fields.length > 0;
  const [mode, setMode] = useState<TrialMode>(hasForm ? 'form' : 'json');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [json, setJson] = useState('{}');
  const [hasTried, setHasTried] = useState(false);
  const run = useRun((args, signal) => tryOut({ name: tool.name, args, agentId }, signal));
  const read = readArguments(fields, values);
  const whole = readJsonArguments(json);

  return {
    ...{ fields, hasForm, mode, values, json, setJson },
    setMode(next) {
      // What the form says goes along, so that one begins with something that fits.
      if (next === 'json' && mode === 'form') setJson(JSON.stringify(read.args, undefined, 2));
      setMode(next);
    },
    setValue: (name, value) => setValues((before) => ({ ...before, [name]: value })),
    faults: hasTried ? read.faults : {},
    isJsonWrong: hasTried && mode === 'json' && whole === undefined,
    ...{ isRunning: run.isRunning, outcome: run.outcome, failure: run.failure, stop: run.stop },
    start() {
      setHasTried(true);
      if (mode === 'json') {
        if (whole) run.start(whole);
      } else if (Object.keys(read.faults).length === 0) run.start(read.args);
    },
  };
}

interface Run {
  readonly isRunning: boolean;
  readonly outcome: ToolOutcome | undefined;
  readonly failure: ClientError | undefined;
  readonly start: (args: Record<string, unknown>) => void;
  readonly stop: () => void;
}

function useRun(
  work: (args: Record<string, unknown>, signal: AbortSignal) => Promise<ToolOutcome>,
): Run {
  const [isRunning, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<ToolOutcome>();
  const [failure, setFailure] = useState<ClientError>();
  const current = useRef<AbortController>(null);
  useEffect(() => () => current.current?.abort(), []);
  const go = async (args: Record<string, unknown>): Promise<void> => {
    const own = new AbortController();
    current.current = own;
    setRunning(true);
    setFailure(undefined);
    try {
      setOutcome(await work(args, own.signal));
    } catch (thrown) {
      if (own.signal.aborted) return;
      setOutcome(undefined);
      setFailure(toClientError(thrown));
    } finally {
      if (current.current === own) setRunning(false);
    }
  };
  return {
    ...{ isRunning, outcome, failure },
    start(args) {
      if (!isRunning) void go(args);
    },
    stop() {
      current.current?.abort();
      setRunning(false);
    },
  };
}
