import type { CommandRun } from '../command.ts';
import { formatTable } from '../table.ts';
import { durationInWords } from '../words.ts';

const reasons = {
  'missing-auth': 'no key',
  'auth-failed': 'the key is refused',
  cooldown: 'paused after failures',
} as const;

/** `openclaw models` */
export const listModels: CommandRun = async (call) => {
  const link = await call.connect();
  const { models } = await link.request('models.list', { refresh: call.flag('refresh') });
  const rows = models.map((model) => [
    model.id,
    (model.available ?? true) ? 'yes' : 'no',
    model.contextWindow === undefined ? '' : String(model.contextWindow),
    model.supportsTools === undefined ? '' : yesOrNo(model.supportsTools),
    model.input === undefined ? '' : yesOrNo(model.input.includes('image')),
    model.unavailableReason ? reasons[model.unavailableReason] : '',
  ]);
  const header = ['MODEL', 'THERE', 'CONTEXT', 'TOOLS', 'IMAGES', 'REASON'];
  call.print({ models }, formatTable(header, rows, call.io.columns));
  return 0;
};

const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');

const states = {
  ok: 'works',
  unused: 'not asked yet',
  'missing-auth': 'no key',
  failing: 'fails',
  cooldown: 'paused',
} as const;

/** `openclaw models health` */
export const showModelHealth: CommandRun = async (call) => {
  const link = await call.connect();
  const { providers } = await link.request('models.health', {});
  const isShown = call.flag('all')
    ? () => true
    : (one: (typeof providers)[number]) => one.isConfigured || one.state !== 'missing-auth';
  const shown = providers.filter(isShown);
  const now = Date.now();
  const rows = shown.flatMap(({ id, api, state, error, cooldowns }) => [
    [id, api, states[state], '', error ? error.message : ''],
    ...cooldowns.map(({ model, until }) => [
      '',
      '',
      model,
      durationInWords(Math.max(0, until - now)),
      '',
    ]),
  ]);
  const header = ['PROVIDER', 'PROTOCOL', 'STATE', 'FOR', 'LAST ERROR'];
  call.print({ providers: shown }, formatTable(header, rows, call.io.columns));
  return 0;
};

/** `openclaw models clear PROVIDER` */
export const clearProvider: CommandRun = async (call) => {
  const provider = call.positionals[0] ?? '';
  const link = await call.connect();
  const done = await link.request('models.clear', { provider });
  const words = done.cleared === 1 ? 'One pause is ended' : `${done.cleared} pauses are ended`;
  call.print(done, `${words}; ${provider} is asked again with the next message.\n`);
  return 0;
};
