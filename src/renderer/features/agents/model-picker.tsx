import { Command } from 'cmdk';
import { Eye, RefreshCw, Brain, Wrench } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormats } from '../../i18n/use-words.ts';
import { createModels, type ModelRow, type ProviderRow } from '../../state/models.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { StatusDot } from '../../ui/badge.tsx';
import { matchWords } from '../../ui/match-words.ts';
import { useTask } from '../actions/use-task.ts';
import styles from './model-picker.module.css';
import { judgeModel } from './judge-model.ts';
import { useModelWords } from './model-mark.tsx';

interface ModelPickerProps {
  readonly current: string | undefined;
  readonly onChoose: (model: string) => void;
  /** Offered where no model need be named. */
  readonly onAutomatic?: () => void;
  readonly onClose: () => void;
}

const modelName = /^[^/\s]+\/\S+$/;

/** Every model there is, by provider, with what it can, what it costs, and why it can't be used. */
export function ModelPicker({ current, onChoose, onAutomatic, onClose }: ModelPickerProps) {
  const { t } = useTranslation();
  const choose = (model?: string): void => {
    if (model === undefined) onAutomatic?.();
    else onChoose(model);
    onClose();
  };
  return (
    <Dialog
      title={t('agentsPage.model.choose')}
      closeLabel={t('common.close')}
      onClose={onClose}
      isWide
    >
      <ModelSearch current={current} hasAutomatic={onAutomatic !== undefined} onChoose={choose} />
      <Foot />
    </Dialog>
  );
}

interface ModelSearchProps {
  readonly current: string | undefined;
  readonly hasAutomatic: boolean;
  /** Without a model: whichever the agent would take by itself. */
  readonly onChoose: (model?: string) => void;
}

function ModelSearch({ current, hasAutomatic, onChoose }: ModelSearchProps) {
  const { t } = useTranslation();
  const { list, health } = useTopic(createModels);
  const models = useStore(list.store, ({ value }) => value) ?? [];
  const providers = useStore(health.store, ({ value }) => value) ?? [];
  const [typed, setTyped] = useState('');
  const own = typed.trim();
  const isOwn = modelName.test(own) && !models.some(({ id }) => id === own);
  return (
    <Command
      label={t('agentsPage.model.choose')}
      className={styles['picker']}
      loop
      filter={holdsAll}
    >
      <Command.Input
        data-autofocus
        className={styles['field']}
        value={typed}
        onValueChange={setTyped}
        placeholder={t('agentsPage.model.search')}
      />
      <Command.List className={styles['list']} label={t('agentsPage.model.choose')}>
        <Command.Empty className={styles['empty']}>{t('agentsPage.model.none')}</Command.Empty>
        {isOwn && (
          <Command.Item
            value={own}
            className={styles['item']}
            forceMount
            onSelect={() => onChoose(own)}
          >
            <span className={styles['name']}>{t('agentsPage.model.use', { model: own })}</span>
          </Command.Item>
        )}
        {hasAutomatic && (
          <Command.Item
            value={t('agentsPage.model.automatic')}
            className={styles['item']}
            onSelect={() => onChoose()}
          >
            <span className={styles['name']}>{t('agentsPage.model.automatic')}</span>
          </Command.Item>
        )}
        <ModelGroups {...{ models, providers, current, onChoose }} />
      </Command.List>
    </Command>
  );
}

/** What the signs mean, and a way to have the providers asked again. */
function Foot() {
  const { t } = useTranslation();
  const { ask } = useTopic(createModels);
  const asking = useTask();
  return (
    <div className={styles['foot']}>
      <Button
        size="small"
        look="quiet"
        icon={<RefreshCw size={13} aria-hidden />}
        aria-disabled={asking.isBusy}
        onClick={() => void asking.run(ask)}
      >
        {t('agentsPage.model.refresh')}
      </Button>
      <span className={styles['legend']}>{t('agentsPage.model.priceHelp')}</span>
    </div>
  );
}

interface ModelGroupsProps {
  readonly models: readonly ModelRow[];
  readonly providers: readonly ProviderRow[];
  readonly current: string | undefined;
  readonly onChoose: (model: string) => void;
}

function ModelGroups({ models, providers, current, onChoose }: ModelGroupsProps) {
  const names = [...new Set(models.map(({ provider }) => provider))];
  return names.map((provider) => (
    <Command.Group key={provider} heading={provider} className={styles['group']}>
      {models
        .filter((model) => model.provider === provider)
        .map((model) => (
          <ModelItem
            key={model.id}
            {...{ model, models, providers, onChoose }}
            isCurrent={model.id === current}
          />
        ))}
    </Command.Group>
  ));
}

interface ModelItemProps {
  readonly model: ModelRow;
  readonly models: readonly ModelRow[];
  readonly providers: readonly ProviderRow[];
  readonly isCurrent: boolean;
  readonly onChoose: (model: string) => void;
}

function ModelItem({ model, models, providers, isCurrent, onChoose }: ModelItemProps) {
  const words = useModelWords();
  const state = judgeModel(model.id, models, providers);
  return (
    <Command.Item
      value={model.id}
      keywords={[model.name, model.provider]}
      className={styles['item']}
      data-current={isCurrent || undefined}
      onSelect={() => onChoose(model.id)}
    >
      {state && <StatusDot tone={state.tone} />}
      <span className={styles['name']}>{model.name}</span>
      {state && state.word !== 'ready' && state.word !== 'unused' && (
        <span className={styles['reason']}>{words(state)}</span>
      )}
      <Traits model={model} />
    </Command.Item>
  );
}

/** Every typed word stands in the name: a model one did not mean must never be the first. */
function holdsAll(value: string, typed: string, keywords: readonly string[] = []): number {
  return matchWords(typed, [value, ...keywords]) ? 1 : 0;
}

/** What a model can and what it costs. */
function Traits({ model }: { readonly model: ModelRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { price, contextWindow } = model;
  return (
    <span className={styles['traits']}>
      {model.supportsTools === true && (
        <Trait icon={<Wrench size={13} aria-hidden />} word={t('agentsPage.model.tools')} />
      )}
      {model.supportsTools === false && (
        <span className={styles['trait']}>{t('agentsPage.model.noTools')}</span>
      )}
      {model.input?.includes('image') === true && (
        <Trait icon={<Eye size={13} aria-hidden />} word={t('agentsPage.model.vision')} />
      )}
      {model.reasoning === true && (
        <Trait icon={<Brain size={13} aria-hidden />} word={t('agentsPage.model.thinking')} />
      )}
      {contextWindow !== undefined && (
        <span className={styles['figure']}>
          {t('agentsPage.model.context', { size: shorten(contextWindow, formats.number) })}
        </span>
      )}
      {price && (
        <span className={styles['figure']}>
          {price.input === 0 && price.output === 0
            ? t('agentsPage.model.free')
            : t('agentsPage.model.price', {
                input: formats.number(price.input),
                output: formats.number(price.output),
              })}
        </span>
      )}
    </span>
  );
}

function Trait({ icon, word }: { readonly icon: React.ReactNode; readonly word: string }) {
  return (
    <span className={styles['trait']} title={word}>
      {icon}
      <span className="visually-hidden">{word}</span>
    </span>
  );
}

/** "128k", "1M". */
function shorten(count: number, write: (value: number) => string): string {
  if (count >= 1_000_000) return `${write(Math.round(count / 100_000) / 10)}M`;
  return count >= 1_000 ? `${write(Math.round(count / 1_000))}k` : write(count);
}
