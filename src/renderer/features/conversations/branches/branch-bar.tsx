import { Columns2, GitBranch, Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormats } from '../../../i18n/use-words.ts';
import type { Branch } from '../../../state/inspection/branches.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { plainWords } from '../../conversation/plain-words.ts';
import { placeAddress } from '../place.ts';
import { useStepIn } from '../transcript/use-step-in.ts';
import { usePlace } from '../use-place.ts';
import styles from './branch-bar.module.css';
import { useBranches } from './use-branches.ts';

/** Says that a conversation has branches, lists them, and leads to each. */
export function BranchBar({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const branches = useBranches(transcript);
  const place = usePlace();
  const [isOpen, setOpen] = useState(false);
  const { headId } = transcript.ref;
  if (branches.length < 2 && headId === undefined) return null;
  return (
    <div className={styles['bar']}>
      <div className={styles['line']}>
        <GitBranch size={14} aria-hidden />
        <span className={styles['words']}>
          {headId === undefined
            ? t('inspect.branches', { count: branches.length })
            : t('inspect.onBranch')}
        </span>
        {headId !== undefined && (
          <a href={placeAddress(place, { ref: { ...transcript.ref, headId: undefined } })}>
            {t('inspect.toShown')}
          </a>
        )}
        <Button
          size="small"
          look="quiet"
          aria-expanded={isOpen}
          aria-controls="inspect-branches"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t('inspect.hideBranches') : t('inspect.showBranches')}
        </Button>
      </div>
      <ul id="inspect-branches" className={styles['list']} hidden={!isOpen}>
        {isOpen &&
          branches.map((branch) => (
            <li key={branch.headId}>
              <BranchLine branch={branch} transcript={transcript} />
            </li>
          ))}
      </ul>
    </div>
  );
}

interface BranchLineProps {
  readonly branch: Branch;
  readonly transcript: Transcript;
}

function BranchLine({ branch, transcript }: BranchLineProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const formats = useFormats();
  const { choose, isBusy } = useStepIn(transcript);
  const isArchived = useStore(transcript.store, ({ session }) => session?.isArchived ?? true);
  const { headId, isShown } = branch;
  const isLooked = transcript.ref.headId === headId || (isShown && !transcript.ref.headId);
  const ref = { ...transcript.ref, headId: isShown ? undefined : headId };
  return (
    <div className={styles['branch']}>
      <a
        className={styles['name']}
        href={placeAddress(place, { ref, messageId: undefined, turnId: undefined })}
        aria-current={isLooked ? 'true' : undefined}
      >
        <span className={styles['text']}>
          {plainWords(branch.lastText) || t('inspect.noWords')}
        </span>
        <span className={styles['facts']}>
          {formats.dateTime(branch.updatedAt)}
          {!isShown && ` · ${t('inspect.branchLength', { count: branch.length })}`}
        </span>
      </a>
      {isShown ? (
        <Badge tone="ok">{t('inspect.goesOnHere')}</Badge>
      ) : (
        <span className={styles['buttons']}>
          <a
            className={styles['compare']}
            href={placeAddress(place, {
              ref: { ...transcript.ref, headId: undefined },
              compareId: headId,
              turnId: undefined,
            })}
          >
            <Columns2 size={13} aria-hidden />
            {t('inspect.compare')}
          </a>
          {!isArchived && (
            <Button
              size="small"
              icon={<Check size={13} aria-hidden />}
              disabled={isBusy}
              onClick={() => void choose(headId)}
            >
              {t('inspect.choose')}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}
