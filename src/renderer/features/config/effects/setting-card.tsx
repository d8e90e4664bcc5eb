import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { parsePath } from '../../../../shared/config/path.ts';
import {
  createSettingAtCursor,
  type Explanation,
} from '../../../state/config-editor/setting-at-cursor.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { useSettingWords } from '../../editing/use-setting-words.ts';
import { nameOfFile, useTextEditor } from '../use-config-files.ts';
import styles from './effects.module.css';
import type { GoToPlace } from './go-to-place.ts';

type Source = NonNullable<Explanation['source']>;

/** Longer values are cut: they can be read in the text. */
const shownValueLength = 160;

/** What is known of the setting at the cursor: what it is, what is in effect, where that comes from. */
export function SettingCard({ onGo }: { readonly onGo: GoToPlace }) {
  const { t } = useTranslation();
  const { path, explanation } = useStore(useTopic(createSettingAtCursor).store);
  const words = useSettingWords();
  if (path === undefined || explanation?.path === undefined) {
    return <p className={styles['quiet']}>{t('config.setting.none')}</p>;
  }
  const { setting, status, value, source, overridden } = explanation;
  const described = setting && words.setting(parsePath(path) ?? []);
  return (
    <div className={styles['setting']}>
      <p>
        <code className={styles['path']}>{path}</code>
      </p>
      {described && <p className={styles['name']}>{described.title}</p>}
      {described?.help !== undefined && <p className={styles['quiet']}>{described.help}</p>}
      <KeyValues
        entries={[
          ...(status === 'effective'
            ? []
            : [{ key: t('config.setting.status'), value: t(`config.setting.${status}`) }]),
          { key: t('config.setting.value'), value: <ShownValue value={value} /> },
          ...(source
            ? [{ key: t('config.setting.source'), value: <SourceWords {...{ source, onGo }} /> }]
            : []),
          ...overridden.map((lost, index) => ({
            key: `${t('config.setting.overridden')}${index > 0 ? ` ${index + 1}` : ''}`,
            value: <SourceWords source={lost} onGo={onGo} />,
          })),
        ]}
      />
    </div>
  );
}

function ShownValue({ value }: { readonly value: unknown }) {
  const { t } = useTranslation();
  if (value === null || value === undefined) return t('config.setting.nothing');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const isCut = text.length > shownValueLength;
  return (
    <code className={styles['value']}>{isCut ? `${text.slice(0, shownValueLength)}…` : text}</code>
  );
}

function SourceWords({ source, onGo }: { readonly source: Source; readonly onGo: GoToPlace }) {
  const { t } = useTranslation();
  const { text } = useStore(useTextEditor().store);
  const { kind, line, column } = source;
  if (kind === 'default' || line === undefined || !text) return t('config.setting.fromDefault');
  const file = nameOfFile(text, source.file);
  const names = (source.variables ?? []).map((name) => (kind === 'env' ? `$${name}` : name));
  const words =
    names.length > 0
      ? t('config.setting.fromVariable', { names: names.join(', '), file, line })
      : t('config.setting.fromFile', { file, line });
  return (
    <button
      type="button"
      className={styles['place']}
      onClick={() => onGo(file, { line, column: column ?? 1 })}
    >
      {words}
    </button>
  );
}
