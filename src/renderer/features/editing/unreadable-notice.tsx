import { FileCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConfigPath } from '../../../shared/config/path.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import type { ConfigText } from '../../state/config-draft/config-topic.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { useConfig } from './use-draft.ts';
import { useUnreadable } from './use-unreadable.ts';

/** While the text around a path can't be read: where its mistake is, what is shown, and the way there. */
export function UnreadableNotice({ path }: { readonly path: ConfigPath }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const problem = useUnreadable(path);
  const file = useConfig(({ text }) => text && nameOf(text, problem?.file));
  if (!problem || file === undefined) return null;
  const { line } = problem;
  const { message, code } = words(problem);
  return (
    <ErrorNotice
      title={
        line === undefined
          ? t('editing.unreadable', { file })
          : t('editing.unreadableLine', { file, line })
      }
      message={message}
      hint={t('editing.unreadableHint')}
      code={code}
      action={
        <LinkButton
          size="small"
          icon={<FileCode size={13} aria-hidden />}
          href={formatAddress('config', [], {
            file,
            line: line === undefined ? undefined : String(line),
          })}
        >
          {t('editing.mend')}
        </LinkButton>
      }
    />
  );
}

/** A file as the configuration page calls it; the root where none is named. */
function nameOf({ files }: ConfigText, fullPath: string | undefined): string | undefined {
  const named = files.find((file) => file.fullPath === fullPath || file.path === fullPath);
  return (named ?? files[0])?.path;
}
