import type { AskingScene } from './asking-scene.ts';

const plan = [
  '## A quiet Saturday in Hamburg\n\nMostly on foot, with a [ferry](https://example.org/62).',
  '| When | What |\n|---|---|\n| 10:00 | Isemarkt |\n| 13:00 | Planten un Blomen |',
  '- `HVV 62` goes every 15 minutes\n- nothing needs to be booked',
].join('\n\n');

const german =
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenherstellerverzeichnis: ' +
  'bitte die Rechtsschutzversicherungsgesellschaften der Reihenfolge nach aufzählen, und zwar ' +
  'mit Straßennamen, Hausnummern, Öffnungszeiten und einem freundlichen Gruß. '.repeat(3);

/** Conversations as they are after a while: plans, tools, failures, long words, questions that wait. */
export interface LivedIn {
  /** On the page, with a plan, a tool and a failure. */
  readonly planKey: string;
  /** The owner's on Telegram, with a tool that was allowed and a question that waits. */
  readonly telegramKey: string;
}

/** Fills the conversations of a scene; resolves when nothing runs but the turn that waits. */
export async function liveIn(asking: AskingScene): Promise<LivedIn> {
  const { scene } = asking;
  const client = await scene.connect();
  const planKey = 'agent:assistant:web:direct:plan';
  await scene.model.addScript({
    contains: 'a plan please',
    answers: [{ kind: 'text', text: plan }],
  });
  await client.ask('Could I have a plan please, for two people and a dog?', {
    sessionKey: planKey,
  });
  await client.ask('model:tool tool:calculate args:{"expression":"6*7"}', { sessionKey: planKey });
  const error = { kind: 'error', status: 401, message: 'Incorrect API key' } as const;
  await scene.model.addScript({ contains: 'no key today', answers: [error, error, error] });
  await client.ask('no key today', { sessionKey: planKey });
  await client.ask(german, { sessionKey: 'agent:assistant:web:direct:lang' });
  await asking.write('What is on for today?');
  await asking.said('What is on for today?');
  await asking.wish(asking.chatId, 'first');
  const asked = await asking.question();
  await asking.press(asked, 'Allow');
  await asking.said('Allowed');
  // Its turn is over: what comes next is a turn of its own.
  await asking.said('tool said');
  const { approvals } = await client.request('approval.list', {});
  if (approvals.length > 0) throw new Error('the first question is still open');
  const { sessions } = await client.request('sessions.list', { channel: 'telegram' });
  const telegramKey = sessions[0]?.key ?? '';
  await asking.wish(asking.chatId, 'second');
  await asking.question(asking.chatId, asked.seq);
  await client.close();
  return { planKey, telegramKey };
}
