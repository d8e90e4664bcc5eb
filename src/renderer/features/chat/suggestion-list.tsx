import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Suggestion } from './suggest-commands.ts';
import styles from './suggestion-list.module.css';

interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly activeIndex: number;
  readonly onChoose: (suggestion: Suggestion) => void;
}

/** What can be completed, above the composer. The focus stays in the field. */
export function SuggestionList({ id, suggestions, activeIndex, onChoose }: SuggestionListProps) {
  const { t } = useTranslation();
  const active = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Braces: a browser may return a promise here, which is no clean-up.
    active.current?.scrollIntoView({ block: 'nearest' });
  }, [activeIndex]);
  return (
    <ul
      id={id}
      className={styles['list']}
      data-bottom-bar
      role="listbox"
      aria-label={t('composer.commands')}
    >
      {suggestions.map((suggestion, index) => (
        <li
          key={suggestion.value}
          id={`${id}-${index}`}
          ref={index === activeIndex ? active : undefined}
          className={styles['item']}
          role="option"
          aria-selected={index === activeIndex}
          // The field must not lose the focus to the list.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
        >
          <code className={styles['value']}>{suggestion.value}</code>
          <span className={styles['detail']}>
            {suggestion.titleKey ? t(`commands.${suggestion.titleKey}`) : suggestion.detail}
            {!suggestion.isAvailable && ` · ${t('commands.modelUnavailable')}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
