import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { SpeakUp } from '../../delivery/speak-up.ts';
import type { Database } from '../../storage/database.ts';
import type { Tool, ToolContext } from '../tool.ts';
import { addressOf, isOwnChat, listConversations } from './chat-list.ts';
import { onceForCall } from './effect-store.ts';

const parameters = lazy(() =>
  z.strictObject({
    action: z.enum(['send', 'chats']).describe('chats lists where you can write to.'),
    to: z
      .string()
      .max(512)
      .optional()
      .describe('With send: an address from chats, such as telegram:direct:42, or web.'),
    text: z.string().min(1).max(limits.chats.messageChars).optional().describe('With send.'),
  }),
);

export interface MessageToolDeps {
  readonly db: Database;
  readonly speakUp: () => SpeakUp;
}

/** Writes to another chat. The person's own chats are free; others ask the owner first. */
export function createMessageTool({ db, speakUp }: MessageToolDeps): Tool {
  const isOwn = (to: string, context: ToolContext): boolean => {
    try {
      return isOwnChat(db, speakUp().parse(db, to), context);
    } catch {
      // An address that leads nowhere is told to the model when the call runs.
      return true;
    }
  };
  return {
    name: 'message',
    description:
      'Sends a message to another chat than this one, now. Your answer here needs no tool. Use chats first to see the addresses.',
    parameters,
    // What was sent is kept with the call, in the same transaction.
    isRepeatable: true,
    touches: ['chats'],
    asks: 'sometimes',
    ask(args, context) {
      const { action, to, text } = parameters().parse(args);
      if (action !== 'send' || to === undefined || isOwn(to, context)) return undefined;
      return { reason: `Write to ${to}: ${text ?? ''}`, always: { action: 'send', to } };
    },
    async run(args, context) {
      const { action, to, text } = parameters().parse(args);
      if (action === 'chats') return { text: describeChats(db, context), isError: false };
      if (to === undefined || text === undefined)
        return { text: 'send needs `to` and `text`.', isError: true };
      return { text: await send(context, to, text), isError: false };
    },
  };

  async function send(context: ToolContext, to: string, text: string): Promise<string> {
    let after = (): void => undefined;
    const said = await db.commit((sql) => {
      const address = speakUp().parse(sql, to);
      return onceForCall(sql, context, () => {
        const spoken = speakUp().speak(sql, { to: address, text, isForModel: true });
        after = spoken.after;
        return `Handed over for ${to}; it is delivered even if the program is restarted.`;
      });
    });
    after();
    return said;
  }
}

function describeChats(db: Database, context: ToolContext): string {
  const lines = listConversations(db, context).flatMap((session) => {
    const address = addressOf(db, session);
    return address === undefined ? [] : [`${address}  ${session.title}`];
  });
  const all = [...new Set(lines)];
  if (context.isOwner) all.push('web  the owner’s own page');
  return all.length === 0 ? 'There is no other chat.' : all.join('\n');
}
