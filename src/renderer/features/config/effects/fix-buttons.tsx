import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigProblem } from '../../../../shared/protocol/config.ts';
import { parseLoose } from '../../../../shared/json5/parse-loose.ts';
import { Button } from '../../../ui/button.tsx';
import { listFixes } from '../editor/fixes/list-fixes.ts';
import { applyTextEdits } from '../editor/language/text-edit.ts';
import { useTextEditor } from '../use-config-files.ts';
import styles from './effects.module.css';

interface FixButtonsProps {
  readonly file: string;
  /** The text that the problem was found in. */
  readonly text: string;
  readonly problem: ConfigProblem;
}

/** More than a few are a choice for the editor, which shows them where they belong. */
const shownFixes = 3;

/** What mends a problem, one button each; the editor can take it back. */
export function FixButtons({ file, text, problem }: FixButtonsProps) {
  const { t } = useTranslation();
  const editor = useTextEditor();
  const fixes = useMemo(() => listFixes(parseLoose(text), problem), [text, problem]);
  if (fixes.length === 0) return null;
  return (
    <div className={styles['fixes']}>
      {fixes.slice(0, shownFixes).map(({ kind, subject, edits }) => (
        <Button
          key={`${kind} ${subject}`}
          size="small"
          onClick={() => editor.change(file, applyTextEdits(text, edits))}
        >
          {t(`editor.fixes.${kind}`, { subject })}
        </Button>
      ))}
    </div>
  );
}
