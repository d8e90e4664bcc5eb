import { useStore } from 'zustand';
import { formatPath } from '../../../shared/config/path.ts';
import { useApp } from '../../state/app-context.ts';
import { useDrafts } from '../editing/use-draft.ts';

/** The model that answers by default; undefined until it is known. */
export function useDefaultModel(): string | undefined {
  const { gateway } = useApp();
  return useStore(gateway, (state) => state.status?.model);
}

/** The agent that answers by default. */
export function useDefaultAgentId(): string {
  const { gateway } = useApp();
  return useStore(gateway, (state) => state.agents?.defaultId ?? 'assistant');
}

/** What is to be written beside the model, such as its provider. */
interface Beside {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Lets the default agent use a model, at once. The function throws a ClientError. */
export function useChooseModel(): (model: string, beside?: Beside) => Promise<void> {
  const drafts = useDrafts();
  const agentId = useDefaultAgentId();
  return async (model, beside) => {
    const choice = {
      op: 'set',
      path: formatPath(['agents', agentId, 'model']),
      value: model,
    } as const;
    await drafts.write(() => [
      ...(beside
        ? [{ op: 'set' as const, path: formatPath([...beside.path]), value: beside.value }]
        : []),
      choice,
    ]);
  };
}
