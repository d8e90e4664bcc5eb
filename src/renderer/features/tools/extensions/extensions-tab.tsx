import { Plus, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ExtensionRow } from '../../../../shared/protocol/extensions.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { goTo } from '../../../navigation/use-address.ts';
import { createOwnTools } from '../../../state/own-tools.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { StatusDot } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { ListHead } from '../../../ui/list-head.tsx';
import { ListLink } from '../../../ui/list-link.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { SplitView } from '../../../ui/split-view.tsx';
import { useTask } from '../../actions/use-task.ts';
import { ExtensionDetail } from './extension-detail.tsx';
import { extensionTones } from './extension-tones.ts';
import { MakeExtension } from './make-extension.tsx';

/** Extensions: what they bring, what they may reach, and what is wrong with them. */
export function ExtensionsTab({ chosen }: { readonly chosen: string | undefined }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { extensions } = useTopic(createOwnTools);
  const { value, error } = useStore(extensions.store);
  if (error && !value) return <ErrorNotice {...describe(error)} />;
  if (!value) return <Skeleton label={t('common.loading')} lines={6} />;
  const extension = value.extensions.find(({ name }) => name === chosen);
  return (
    <SplitView
      listLabel={t('toolsPage.tabs.extensions')}
      list={<ExtensionList extensions={value.extensions} chosen={chosen} />}
      hasDetail={chosen !== undefined}
      detail={
        extension ? (
          <ExtensionDetail key={extension.name} extension={extension} />
        ) : (
          <MakeExtension folder={value.folder} missing={chosen === 'new' ? undefined : chosen} />
        )
      }
    />
  );
}

interface ExtensionListProps {
  readonly extensions: readonly ExtensionRow[];
  readonly chosen: string | undefined;
}

function ExtensionList({ extensions, chosen }: ExtensionListProps) {
  const { t } = useTranslation();
  const { reload } = useTopic(createOwnTools);
  const task = useTask();
  return (
    <>
      <ListHead>
        <Button
          size="small"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => goTo(formatAddress('tools', ['extensions', 'new']))}
        >
          {t('toolsPage.ext.make')}
        </Button>
        <Button
          size="small"
          icon={<RotateCw size={14} aria-hidden />}
          disabled={task.isBusy}
          onClick={() => void task.run(reload)}
        >
          {t('toolsPage.ext.reload')}
        </Button>
      </ListHead>
      {extensions.length === 0 && (
        <EmptyState
          title={t('toolsPage.ext.none')}
          hint={t('toolsPage.ext.noneHint')}
          action={
            <a href={formatAddress('tools', ['extensions', 'new'])}>{t('toolsPage.ext.make')}</a>
          }
        />
      )}
      <ul>
        {extensions.map((extension) => (
          <li key={extension.name}>
            <ListLink
              href={formatAddress('tools', ['extensions', extension.name])}
              isCurrent={extension.name === chosen}
              icon={<StatusDot tone={extensionTones[extension.state]} />}
              title={extension.name}
              note={t(`toolsPage.ext.state.${extension.state}`)}
              aside={extension.version}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
