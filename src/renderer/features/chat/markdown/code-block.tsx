import { WrapText } from 'lucide-react';
import { isValidElement, useRef, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../../state/app-context.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { CopyButton } from '../copy-button.tsx';
import styles from './code-block.module.css';

/** Code with its language, a copy button and a switch for long lines. */
export function CodeBlock({ children }: ComponentProps<'pre'>) {
  const { t } = useTranslation();
  const { preferences } = useApp();
  const wraps = useStore(preferences.store, (state) => state.wrapsCode);
  const element = useRef<HTMLPreElement>(null);
  const language = languageOf(children);
  return (
    <div className={styles['block']}>
      <div className={styles['bar']}>
        <span className={styles['language']}>{language}</span>
        <IconButton
          size="small"
          label={wraps ? t('markdown.noWrap') : t('markdown.wrap')}
          aria-pressed={wraps}
          icon={<WrapText size={14} aria-hidden />}
          onClick={preferences.toggleWrap}
        />
        <CopyButton
          label={t('markdown.copyCode')}
          read={() => element.current?.textContent.replace(/\n$/, '') ?? ''}
        />
      </div>
      <pre
        ref={element}
        className={styles['code']}
        data-wraps={wraps}
        tabIndex={0}
        role="region"
        aria-label={language === '' ? t('markdown.code') : `${t('markdown.code')}: ${language}`}
      >
        {children}
      </pre>
    </div>
  );
}

function languageOf(children: ReactNode): string {
  if (!isValidElement<{ readonly className?: string }>(children)) return '';
  return /language-([\w+#.-]+)/.exec(children.props.className ?? '')?.[1] ?? '';
}
