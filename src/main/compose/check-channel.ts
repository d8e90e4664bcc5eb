import { channelSchemas, type ChannelType } from '../../shared/config/channels.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import { expandText, type Lookup } from '../config/expand.ts';
import { secretDots } from '../config/redact.ts';
import type { ConfigService } from '../config/service-types.ts';
import type { CheckChannel } from '../nodes/check-channel.ts';
import type { SecretStore } from '../platform/secret-store.ts';

export interface SettingsCheckDeps {
  readonly service: Pick<ConfigService, 'current' | 'environment'>;
  readonly secrets: SecretStore;
  readonly stateDir: string;
  readonly run: CheckChannel;
}

/**
 * Checks a channel's settings as they would be written: looks names up, fills dots in, and asks a
 * host. What the messenger says is the answer; it throws only when the question makes no sense.
 * The function throws AppError CHANNEL_ and CONFIG_ codes.
 */
export function createSettingsCheck(
  deps: SettingsCheckDeps,
): (
  params: ParsedParamsOf<'channels.check'>,
) => Promise<Omit<ResultOf<'channels.check'>, 'durationMs'>> {
  const { service, secrets, stateDir, run } = deps;

  function settingsOf({ settings, channel }: ParsedParamsOf<'channels.check'>): SettingValues {
    const known: SettingValues = service.current().config.channels[channel ?? ''] ?? {};
    const lookup: Lookup = { env: service.environment(), secrets, stateDir };
    const filled = Object.entries(settings).map(([key, value]) => {
      if (value === secretDots && known[key] !== undefined) return [key, known[key]] as const;
      return [key, typeof value === 'string' ? expandText(value, lookup) : value] as const;
    });
    return Object.fromEntries(filled);
  }

  return async (params) => {
    const { type } = params;
    if (!isKnown(type)) throw new AppError('CHANNEL_TYPE_UNKNOWN', { type });
    if (type === 'web') throw new AppError('CHANNEL_NOT_HOSTED', { channel: type });
    const checked = await run({ type, settings: settingsOf(params) });
    return 'account' in checked
      ? { works: true, account: checked.account }
      : { works: false, error: checked };
  };
}

type SettingValues = Readonly<Record<string, unknown>>;

function isKnown(type: string): type is ChannelType {
  return Object.hasOwn(channelSchemas, type);
}
