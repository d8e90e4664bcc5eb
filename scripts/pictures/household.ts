import type { Client } from '../../e2e/support/client.ts';
import type { Scene } from '../../e2e/support/scene.ts';
import { startTelegramServer, type TelegramServer } from '../../e2e/servers/telegram/control.ts';
import { moveBack } from './move-back.ts';
import { pictureModel } from './take.ts';

/** A family whose assistant has been at work for some days, on the page and on Telegram. */
export interface Household {
  readonly client: Client;
  /** A conversation on Telegram whose last answer used a tool. */
  readonly groceriesKey: string;
  leave(): Promise<void>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What an agent answers to whom; `tool` is called first. */
interface Talk {
  readonly ask: string;
  readonly answer: string;
  readonly tool?: { readonly name: string; readonly arguments: object };
}

const groceries: readonly Talk[] = [
  {
    ask: 'What do we need for lentil soup for six?',
    answer:
      'For six: **450 g** red lentils, 3 carrots, 2 onions, a piece of ginger, a tin of tomatoes and a lemon.\n\nGinger is on your list already.',
  },
  {
    ask: 'And what does that come to if the lentils are 2.49 a pack of 500 g?',
    answer: 'The lentils come to **2.24**; with the rest, count on about 9.',
    tool: { name: 'calculate', arguments: { expression: '2.49 * 450 / 500' } },
  },
];

const onThePage: readonly { key: string; agoMs: number; talks: readonly Talk[] }[] = [
  {
    key: 'agent:assistant:main',
    agoMs: 26 * hourMs,
    talks: [
      {
        ask: 'What is on this week?',
        answer: 'Dentist on **Tuesday at 9**, swimming on Thursday, and Ben is away from Friday.',
      },
    ],
  },
  {
    key: 'agent:scout:web:direct:vienna',
    agoMs: 4 * hourMs,
    talks: [
      {
        ask: 'Which night trains to Vienna leave after eight?',
        answer: 'One: at **20:29** from Altona, with a change of engines in Nuremberg.',
      },
    ],
  },
  {
    key: 'agent:assistant:web:direct:garden',
    agoMs: 50 * minuteMs,
    talks: [
      {
        ask: 'Which of these fit on a balcony that faces north: basil, mint, tomatoes?',
        answer:
          '**Mint** does: it wants shade and much water.\n\nBasil and tomatoes need six hours of sun a day.',
      },
      {
        ask: 'And what would you plant instead of tomatoes?',
        answer: 'Chard, parsley and sorrel.',
      },
    ],
  },
];

const schedules = {
  morning: { cron: '30 7 * * *', prompt: 'The day in five lines.' },
  plants: { cron: '0 18 * * 1,4', say: 'The plants want water.' },
};

/** Sets the household up in a scene that nobody has talked in yet. */
export async function moveIn(scene: Scene): Promise<Household> {
  const telegram = await startTelegramServer({ botUsername: 'family_bot' });
  const client = await scene.connect();
  const leave = async (): Promise<void> => {
    await client.close();
    await telegram.stop();
  };
  try {
    await addFamily(client, telegram);
    for (const { key, talks } of onThePage)
      for (const talk of talks) {
        await teach(scene, talk);
        await client.ask(talk.ask, { sessionKey: key });
      }
    await talkOnTelegram(scene, client, telegram);
    await telegram
      .createPrivateChat({ firstName: 'Clara', lastName: 'Brandt' })
      .then(({ id }) =>
        telegram.injectMessage({ chatId: id, text: 'Hello, may I ask you something?' }),
      );
    await client.event('people.changed');
    for (const { key, agoMs } of onThePage) moveBack(scene, key, agoMs);
    const { sessions } = await client.request('sessions.list', { channel: 'family' });
    return { client, groceriesKey: sessions[0]?.key ?? '', leave };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function addFamily(client: Client, telegram: TelegramServer): Promise<void> {
  const { hash } = await client.request('config.get', {});
  const set = (path: string, value: unknown) => ({ op: 'set', path, value }) as const;
  await client.request('config.edit', {
    baseHash: hash,
    edits: [
      set('agents.scout', { name: 'Scout', model: pictureModel, budget: { dailyCost: 1 } }),
      set('channels', {
        family: { type: 'telegram', token: telegram.token, apiRoot: telegram.apiRoot },
        web: {},
      }),
      set('schedules', schedules),
    ],
  });
}

/** Ben is let in and asks for the groceries. */
async function talkOnTelegram(
  scene: Scene,
  client: Client,
  telegram: TelegramServer,
): Promise<void> {
  const { id: chatId } = await telegram.createPrivateChat({ firstName: 'Ben' });
  await telegram.injectMessage({ chatId, text: 'Hello' });
  const [greeting] = await telegram.waitForMessages({ match: { chatId, contains: 'code' } });
  const [code = ''] = /[A-Z0-9]{8}/.exec(greeting?.text ?? '') ?? [];
  await client.request('people.approve', { code, role: 'trusted' });
  await telegram.waitForMessages({ match: { chatId, contains: 'let in' } });
  for (const talk of groceries) {
    await teach(scene, talk);
    await telegram.injectMessage({ chatId, text: talk.ask });
    const contains = talk.answer.replaceAll('*', '').slice(0, 12);
    await telegram.waitForMessages({ match: { chatId, contains } });
  }
}

async function teach({ model }: Scene, { ask, answer, tool }: Talk): Promise<void> {
  const calls = tool && [{ name: tool.name, arguments: JSON.stringify(tool.arguments) }];
  const text = { kind: 'text', text: answer } as const;
  await model.addScript({
    contains: ask,
    answers: calls ? [{ kind: 'tools', calls }, text] : [text],
  });
}
