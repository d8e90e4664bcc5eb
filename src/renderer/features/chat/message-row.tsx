import { memo } from 'react';
import { useStore } from 'zustand';
import type { Conversation } from '../../state/conversation/conversation.ts';
import type { Discarded, Row } from '../../state/conversation/types.ts';
import { OutgoingMessage } from './outgoing-message.tsx';
import { RunMessage } from './run-message.tsx';
import { StoredMessage } from './stored-message.tsx';
import { useAssistantName } from '../naming/use-agent-names.ts';

interface MessageRowProps {
  readonly row: Row;
  readonly conversation: Conversation;
  readonly isTarget: boolean;
  readonly onRetry: (() => void) | undefined;
  readonly onDiscard: (discarded: Discarded) => void;
}

/** One row of the list, by its kind. */
export const MessageRow = memo(function MessageRow({
  row,
  conversation,
  isTarget,
  onRetry,
  onDiscard,
}: MessageRowProps) {
  const assistantName = useAssistantName(conversation);
  const isQuiet = useStore(conversation.store, (state) =>
    Object.values(state.runs).every((run) => run.end !== undefined),
  );
  switch (row.kind) {
    case 'message':
      return (
        <StoredMessage
          row={row}
          assistantName={assistantName}
          sessionKey={conversation.ref.key}
          isTarget={isTarget}
          onRetry={row.isLast && isQuiet ? onRetry : undefined}
        />
      );
    case 'outgoing':
      return (
        <OutgoingMessage
          conversation={conversation}
          outgoing={row.outgoing}
          onDiscard={onDiscard}
        />
      );
    case 'run':
      return (
        <RunMessage
          conversation={conversation}
          runId={row.runId}
          assistantName={assistantName}
          isContinuation={row.isContinuation}
          onRetry={isQuiet ? onRetry : undefined}
        />
      );
  }
});
