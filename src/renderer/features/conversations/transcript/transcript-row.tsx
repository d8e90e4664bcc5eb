import { memo } from 'react';
import { useStore } from 'zustand';
import { textOf } from '../../../state/conversation/rows.ts';
import type { Row } from '../../../state/conversation/types.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { RunMessage } from '../../chat/run-message.tsx';
import { StoredMessage } from '../../chat/stored-message.tsx';
import { useAssistantName } from '../../naming/use-agent-names.ts';
import { EditButton } from './message-editor.tsx';
import { TurnChip } from './turn-chip.tsx';

interface TranscriptRowProps {
  readonly row: Row;
  readonly transcript: Transcript;
  readonly isTarget: boolean;
}

/** One message, and below the last of a turn what that turn was. */
export const TranscriptRow = memo(function TranscriptRow({
  row,
  transcript,
  isTarget,
}: TranscriptRowProps) {
  const assistantName = useAssistantName(transcript);
  const canEdit = useStore(
    transcript.store,
    ({ session }) => session?.isArchived === false && transcript.ref.headId === undefined,
  );
  switch (row.kind) {
    case 'message':
      return (
        <StoredMessage
          row={row}
          assistantName={assistantName}
          sessionKey={transcript.ref.key}
          isTarget={isTarget}
          onRetry={undefined}
          extraActions={
            canEdit &&
            row.message.role === 'user' &&
            row.message.id !== undefined && (
              <EditButton messageId={row.message.id} text={textOf(row.message)} />
            )
          }
          foot={<MessageTurn row={row} transcript={transcript} />}
        />
      );
    case 'run':
      return (
        <RunMessage
          conversation={transcript}
          runId={row.runId}
          assistantName={assistantName}
          isContinuation={row.isContinuation}
          onRetry={undefined}
        />
      );
    case 'outgoing':
      // Nothing is written here as the person.
      return null;
  }
});

interface MessageTurnProps {
  readonly row: Extract<Row, { kind: 'message' }>;
  readonly transcript: Transcript;
}

/** Once for each turn: below its last message. */
function MessageTurn({ row, transcript }: MessageTurnProps) {
  const { runId } = row.message;
  const isLastOfRun = useStore(transcript.store, ({ rows }) => {
    if (runId === undefined) return false;
    const at = rows.indexOf(row);
    const next = rows[at + 1];
    return !next || next.kind !== 'message' || next.message.runId !== runId;
  });
  const turn = useStore(transcript.store, ({ turns }) =>
    isLastOfRun && runId !== undefined ? turns[runId] : undefined,
  );
  return turn ? <TurnChip turn={turn} /> : null;
}
