import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanEffect } from '../../../shared/protocol/config.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { describeEffects, type EffectLine } from './describe-effects.ts';
import styles from './editing.module.css';
import { groupEffects, nameFirst } from './group-effects.ts';

interface EffectGroupsProps {
  readonly effects: readonly PlanEffect[];
  /** Whether it is done already or would be. */
  readonly tense: 'planned' | 'done';
  readonly renderLine: (line: EffectLine) => ReactNode;
}

/** What a change does, in words, each thing once; many of a kind are one line that opens. */
export function EffectGroups({ effects, tense, renderLine }: EffectGroupsProps) {
  const { t } = useTranslation();
  if (effects.length === 0) return null;
  return (
    <ul className={styles['plan']}>
      {groupEffects(describeEffects(effects)).flatMap(({ code, subjects, isFolded }) => {
        const lines = subjects.map((subject) => (
          <li key={`${code} ${subject}`}>{renderLine({ code, subject })}</li>
        ));
        if (!isFolded || code === 'live' || code === 'listenerReBound') return lines;
        const values = { count: subjects.length, names: nameFirst(subjects) };
        return (
          <li key={code}>
            <Disclosure
              summary={
                tense === 'planned'
                  ? t(`config.many.planned.${code}`, values)
                  : t(`config.many.done.${code}`, values)
              }
            >
              <ul className={styles['plan']}>{lines}</ul>
            </Disclosure>
          </li>
        );
      })}
    </ul>
  );
}
