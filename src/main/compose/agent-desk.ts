import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import { showProblem } from '../gateway/methods/config-methods.ts';
import type { AgentMethodDeps } from '../gateway/methods/agent-methods.ts';
import type { HandlerDeps } from './handler-deps.ts';

type Desk = Pick<AgentMethodDeps, 'test' | 'testModel' | 'preview' | 'rename' | 'drafts'>;

/** What is done with agents beside their turns. Each part is loaded when somebody asks for it. */
export function createAgentDesk(deps: HandlerDeps): Desk {
  return {
    drafts: deps.drafts,
    test: (agentId) => testAgent(deps, agentId),
    testModel: (wanted) => testModel(deps, wanted),
    preview: (wanted) => preview(deps, wanted),
    async rename({ id, to, baseHash }, { clientKey: author }) {
      const { renameAgent } = await import('../renaming/rename-agent.ts');
      return renameAgent(
        { ...deps, holdIntake: () => deps.path.holdIntake() },
        { id, to, baseHash, author },
      );
    },
  };
}

async function testAgent(deps: HandlerDeps, agentId: string): Promise<ResultOf<'agents.test'>> {
  const { db, clock, models, tools, service, path, channels, schedules } = deps;
  const { checkAgent } = await import('../checkup/check-agent.ts');
  const checkup = {
    ...{ db, clock, models, tools, budget: path.budget },
    config: () => service.current().config,
    problems: () => service.current().problems.map(showProblem),
    router: () => path.router(),
    channels: () => channels.list(),
    schedules: (id: string) => schedules.list({ agentId: id }, { kind: 'person' }),
  };
  return checkAgent(checkup, agentId);
}

async function testModel(
  deps: HandlerDeps,
  { model, provider }: ParsedParamsOf<'models.test'>,
): Promise<ResultOf<'models.test'>> {
  const { db, clock, log, models, service, path } = deps;
  const { testModel: ask } = await import('../checkup/test-model.ts');
  const config = (): ReturnType<typeof service.current>['config'] => service.current().config;
  return ask(
    { ...{ db, clock, log, models, service, config }, budget: path.budget },
    { model, provider },
  );
}

async function preview(
  deps: HandlerDeps,
  { agentId, edits, channel }: ParsedParamsOf<'agents.preview'>,
): Promise<ResultOf<'agents.preview'>> {
  const { service } = deps;
  const { previewAgent } = await import('../checkup/preview-agent.ts');
  const { config, problems } = edits ? await service.tryOut({ edits }) : service.current();
  const shown = await previewAgent(deps, { agentId, config, channel });
  return { ...shown, problems: problems.map(showProblem) };
}
