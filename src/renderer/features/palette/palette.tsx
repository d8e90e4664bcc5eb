import { Command, defaultFilter } from 'cmdk';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Route } from '../../navigation/route.ts';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './palette.module.css';
import { useEntries, type Entry } from './use-entries.tsx';
import { useFoundConversations } from './use-found-conversations.tsx';

interface PaletteProps {
  readonly routes: readonly Route[];
  readonly onClose: () => void;
  readonly onShowShortcuts: () => void;
}

/** Ctrl-K: every page, action, agent, channel, node and conversation, by some letters of its name. */
export function Palette({ routes, onClose, onShowShortcuts }: PaletteProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const groups = useEntries(routes, onShowShortcuts);
  const conversations = useFoundConversations(typed);
  const [chosen, setChosen] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const firstFound = conversations[0]?.id;
  // They come a moment later: where nothing is chosen by then, Enter goes to the first of them.
  useEffect(() => {
    const isChosen = list.current?.querySelector('[aria-selected="true"]');
    if (firstFound !== undefined && !isChosen) setChosen(firstFound);
  }, [firstFound]);
  const run = (entry: Entry): void => {
    onClose();
    entry.run();
  };
  return (
    <Dialog title={t('palette.title')} closeLabel={t('common.close')} onClose={onClose}>
      <Command
        label={t('palette.title')}
        className={styles['palette']}
        value={chosen}
        onValueChange={setChosen}
        filter={(_value, search, words) => scoreWords(words ?? [], search)}
        loop
      >
        <Command.Input
          data-autofocus
          className={styles['field']}
          value={typed}
          onValueChange={setTyped}
          placeholder={t('palette.field')}
          aria-label={t('palette.field')}
        />
        <Command.List ref={list} className={styles['list']} label={t('palette.title')}>
          <Command.Empty className={styles['empty']}>{t('palette.none')}</Command.Empty>
          {groups.map(({ id, entries }) => (
            <Group key={id} title={t(`palette.${id}`)} entries={entries} onRun={run} />
          ))}
          <Group
            title={t('palette.conversations')}
            entries={conversations}
            isFoundAlready
            onRun={run}
          />
        </Command.List>
      </Command>
    </Dialog>
  );
}

interface GroupProps {
  readonly title: string;
  readonly entries: readonly Entry[];
  /** Chosen by the gateway: not to be narrowed down once more. */
  readonly isFoundAlready?: boolean;
  readonly onRun: (entry: Entry) => void;
}

function Group({ title, entries, isFoundAlready = false, onRun }: GroupProps) {
  if (entries.length === 0) return null;
  return (
    <Command.Group heading={title} className={styles['group']} forceMount={isFoundAlready}>
      {entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={entry.id}
          keywords={[entry.title, ...(entry.note === undefined ? [] : [entry.note])]}
          className={styles['item']}
          forceMount={isFoundAlready}
          onSelect={() => onRun(entry)}
        >
          {entry.icon}
          <span className={styles['title']}>{entry.title}</span>
          {entry.note !== undefined && <span className={styles['note']}>{entry.note}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** Below this only some letters are shared, in their order: not what anybody meant. */
const leastScattered = 0.2;

/** Whoever types a name as it is written finds that first, before what shares some letters with it. */
function scoreWords(words: readonly string[], search: string): number {
  const wanted = search.trim().toLowerCase();
  const scores = words.map((word) => {
    const text = word.toLowerCase();
    if (text.startsWith(wanted)) return 1;
    if (text.includes(` ${wanted}`)) return 0.9;
    if (text.includes(wanted)) return 0.8;
    const scattered = defaultFilter(text, wanted);
    return scattered > leastScattered ? 0.5 * scattered : 0;
  });
  return Math.max(0, ...scores);
}
