import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormats } from '../../i18n/use-words.ts';
import { createModels } from '../../state/models.ts';
import { useTopic } from '../../state/use-topic.ts';
import { StatusDot } from '../../ui/badge.tsx';
import styles from './agents.module.css';
import { judgeModel, type ModelState } from './judge-model.ts';

/** How a model does, in a word; undefined while that is not known. */
export function useModelState(id: string | undefined): ModelState | undefined {
  const { list, health } = useTopic(createModels);
  const models = useStore(list.store, ({ value }) => value);
  const providers = useStore(health.store, ({ value }) => value);
  return id === undefined ? undefined : judgeModel(id, models, providers);
}

/** The words for how a model does. */
export function useModelWords(): (state: ModelState) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ word, until }) =>
    word === 'cooldown' && until !== undefined
      ? t('agentsPage.model.cooldownUntil', { time: formats.time(until) })
      : t(`agentsPage.model.${word}`);
}

/** A dot and a word: how a model does. Nothing while that is not known. */
export function ModelMark({ id }: { readonly id: string }) {
  const words = useModelWords();
  const state = useModelState(id);
  if (!state) return null;
  return (
    <span className={styles['mark']}>
      <StatusDot tone={state.tone} />
      {words(state)}
    </span>
  );
}
