import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EffectiveTool, ToolRow } from '../../../shared/protocol/tools.ts';
import type { Preview } from '../../state/agents/agent-preview.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { Switch } from '../../ui/switch.tsx';
import styles from './agents.module.css';
import { findBroadRefusal, isListed, switchTool, type ToolProfiles } from './switch-tool.ts';

interface ToolSwitchProps {
  readonly tool: ToolRow;
  /** What the gateway says with the pending edits; undefined while it has not answered. */
  readonly verdict: Preview['tools'][number] | undefined;
  readonly profiles: ToolProfiles;
  readonly list: readonly string[];
  readonly onChange: (list: readonly string[]) => void;
}

/** One tool: what it does, whether the agent may use it, and the reason. */
export function ToolSwitch({ tool, verdict, profiles, list, onChange }: ToolSwitchProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isOn = isListed(list, tool.name, profiles);
  const broad = isOn ? undefined : findBroadRefusal(list, tool.name, profiles);
  const tokens = verdict?.tokens ?? 0;
  return (
    <Switch
      label={tool.name}
      isOn={isOn}
      isDisabled={broad !== undefined}
      onSwitch={(next) => onChange(switchTool(list, tool.name, next, profiles))}
      help={
        <>
          <span className={styles['toolWhat']}>{firstSentence(tool.description)}</span>
          <span className={styles['toolFacts']}>
            <span>{sourceWords(t, tool)}</span>
            {tool.asks !== 'never' && <span>{t(`agentsPage.tools.asks.${tool.asks}`)}</span>}
            {tokens > 0 && (
              <span className={styles['figure']}>
                {t('agentsPage.tools.tokens', {
                  count: tokens,
                  replace: { count: formats.number(tokens) },
                })}
              </span>
            )}
          </span>
          <Why verdict={verdict} broad={broad} isOn={isOn} />
        </>
      }
    />
  );
}

interface WhyProps {
  readonly verdict: EffectiveTool | undefined;
  readonly broad: string | undefined;
  readonly isOn: boolean;
}

/** Why it is on or off; where another section decides, the way there. */
function Why({ verdict, broad, isOn }: WhyProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  if (broad !== undefined)
    return (
      <span className={styles['whyOff']}>{t('agentsPage.tools.broad', { entry: broad })}</span>
    );
  if (!verdict) return null;
  const face = loud.has(verdict.verdict) ? styles['whyOff'] : styles['whyOn'];
  const isElsewhere =
    verdict.verdict === 'denied-for-everybody' || verdict.verdict === 'not-on-channel';
  return (
    <span className={face} data-on={isOn || undefined}>
      {whyWords(t, verdict, describe)}
      {isElsewhere && verdict.path !== undefined && (
        <>
          {' '}
          <a className={styles['link']} href={formatAddress('config', [], { path: verdict.path })}>
            {t('agentsPage.tools.toConfig')}
          </a>
        </>
      )}
    </span>
  );
}

/** Reasons that stand elsewhere than in the list one looks at. */
const loud: ReadonlySet<EffectiveTool['verdict']> = new Set([
  'denied-for-everybody',
  'not-on-channel',
  'not-available',
  'unknown',
]);

/** Descriptions are written for models and say more than one wants to read here. */
function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

function whyWords(
  t: TFunction,
  { verdict, entry = '', path = '', problem }: EffectiveTool,
  describe: ReturnType<typeof useErrorWords>,
): string {
  if (verdict === 'allowed' && entry === '') return t('agentsPage.tools.why.allowedBare');
  const { message = '', hint = '' } = problem ? describe(problem) : {};
  const reason = `${message} ${hint}`.trim();
  return t(`agentsPage.tools.why.${verdict}`, { entry, path, reason });
}

function sourceWords(t: TFunction, { source }: ToolRow): string {
  switch (source.kind) {
    case 'built-in':
      return t('agentsPage.tools.builtIn');
    case 'extension':
      return t('agentsPage.tools.extension', { name: source.name });
    case 'mcp':
      return t('agentsPage.tools.server', { name: source.server });
  }
}
