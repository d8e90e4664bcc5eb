import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';
import { createScene, type Scene } from '../support/scene.ts';

/** A gateway whose configuration looks as people write it: comments, an include, a secret in the text. */
export interface ConfigScene {
  readonly scene: Scene;
  readonly telegram: TelegramServer;
  /** The text of the root that is valid and without problems. */
  readonly text: string;
  dispose(): Promise<void>;
}

/** Makes the scene; Telegram is one of its channels and runs. */
export async function createConfigScene(): Promise<ConfigScene> {
  const telegram = await startTelegramServer();
  const scene = await createScene().catch(async (error: unknown) => {
    await telegram.stop();
    throw error;
  });
  const folder = path.dirname(scene.configPath);
  await mkdir(path.join(folder, 'agents'), { recursive: true });
  await writeFile(path.join(folder, 'agents/coder.json5'), coder);
  const { models } = JSON.parse(scene.configText()) as { models: unknown };
  const text = rootText(models, telegram);
  await scene.saveConfig(text);
  const client = await scene.connect();
  for (;;) {
    const { config } = await client.request('config.get', {});
    if (JSON.stringify(config).includes('coder')) break;
  }
  await client.close();
  return {
    scene,
    telegram,
    text,
    async dispose() {
      await scene.dispose();
      await telegram.stop();
    },
  };
}

const coder = `{
  // Writes programs.
  name: 'Coder',
  systemPrompt: 'You write short, correct code.',
}
`;

function rootText(models: unknown, telegram: TelegramServer): string {
  return `{
  // The name on the page.
  gateway: { name: 'Home' },

  agents: {
    // Answers whatever nobody else gets.
    assistant: {
      model: 'test/echo',
      systemPrompt: 'You are helpful.',
      default: true,
    },
    coder: { $include: './agents/coder.json5' },
  },

  channels: {
    web: {},
    telegram: {
      token: '${telegram.token}', // from the BotFather
      apiRoot: '${telegram.apiRoot}',
      agent: 'assistant',
    },
  },

  models: ${JSON.stringify(models, undefined, 2).replaceAll('\n', '\n  ')},
}
`;
}
