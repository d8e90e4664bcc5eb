import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RouteDecision } from '../../../../shared/protocol/route.ts';
import { useAgentNames } from '../../naming/use-agent-names.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import styles from './route-words.module.css';

type Considered = RouteDecision['considered'][number];

/** Who was to answer: the rule that decided, and why the others did not. */
export function RouteWords({ route }: { readonly route: RouteDecision }) {
  const { t } = useTranslation();
  const { nameOf } = useAgentNames();
  const { agentId, decidedBy, binding } = route;
  const others = route.considered.filter(({ outcome }) => outcome !== 'decided');
  const rule = ruleName(t(`inspect.tier.${decidedBy}`), binding, t);
  return (
    <div className={styles['route']}>
      <p title={agentId ?? undefined}>
        {agentId === null
          ? t('inspect.nobodyAnswers', { rule })
          : t('inspect.routedTo', { agent: nameOf(agentId), rule })}
      </p>
      {others.length > 0 && (
        <Disclosure summary={t('inspect.otherRules', { count: others.length })}>
          <ol className={styles['rules']}>
            {others.map((entry, index) => (
              <li key={index} className={styles['rule']}>
                <span>{ruleName(t(`inspect.tier.${entry.tier}`), entry.binding, t)}</span>
                <span className={styles['why']}>{whyNot(entry, nameOf, t)}</span>
              </li>
            ))}
          </ol>
        </Disclosure>
      )}
    </div>
  );
}

type T = TFunction;

/** Bindings are counted from one, as people count the entries of the configuration. */
function ruleName(tier: string, binding: number | null, t: T): string {
  return binding === null ? tier : t('inspect.bindingRule', { tier, number: binding + 1 });
}

function whyNot(
  { outcome, agentId }: Considered,
  nameOf: (agentId: string) => string,
  t: T,
): string {
  return t(`inspect.outcome.${outcome}`, { agent: agentId === null ? '' : nameOf(agentId) });
}
