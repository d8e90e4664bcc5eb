import type { AgentPreview } from '../../state/agents/agent-preview.ts';
import type { TestChat } from '../../state/agents/test-chat.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
import type { AgentRow } from './read-agents.ts';

/** What a tab needs of the agent. */
export interface TabProps {
  readonly agent: AgentRow;
  readonly draft: Draft;
  readonly preview: AgentPreview;
}

/** What stands beside the form needs the test chat, too. */
export interface SideProps extends TabProps {
  readonly name: string;
  readonly chat: TestChat;
}
