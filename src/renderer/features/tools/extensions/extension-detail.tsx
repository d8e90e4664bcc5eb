import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExtensionRow } from '../../../../shared/protocol/extensions.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { goTo } from '../../../navigation/use-address.ts';
import { createOwnTools } from '../../../state/own-tools.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { DetailPane } from '../../../ui/detail-pane.tsx';
import { Section } from '../../../ui/section.tsx';
import { useTask } from '../../actions/use-task.ts';
import { ToolNames } from '../catalogue/tool-names.tsx';
import { PlacedProblems } from '../placed-problems.tsx';
import { ExtensionPermissions } from './extension-permissions.tsx';
import { extensionTones } from './extension-tones.ts';

/** One extension: its state, what it brings, what it may reach, and what is wrong with it. */
export function ExtensionDetail({ extension }: { readonly extension: ExtensionRow }) {
  const { t } = useTranslation();
  const { name, state, version, description, problems } = extension;
  return (
    <DetailPane
      title={name}
      lead={
        <>
          <Badge tone={extensionTones[state]}>{t(`toolsPage.ext.state.${state}`)}</Badge>
          {version !== undefined && <span>{t('toolsPage.ext.version', { version })}</span>}
        </>
      }
      actions={<RemoveButton name={name} />}
      backHref={formatAddress('tools', ['extensions'])}
      backLabel={t('toolsPage.tabs.extensions')}
    >
      {description !== undefined && <p>{description}</p>}
      {problems.length > 0 && (
        <Section
          title={t('toolsPage.problems', { count: problems.length })}
          lead={state === 'last-good' ? t('toolsPage.ext.lastGoodLead') : undefined}
        >
          <PlacedProblems problems={problems} />
        </Section>
      )}
      <ExtensionPermissions extension={extension} />
      <Section title={t('toolsPage.brings')}>
        <ToolNames names={extension.tools} />
      </Section>
    </DetailPane>
  );
}

function RemoveButton({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { remove } = useTopic(createOwnTools);
  const task = useTask();
  const [isAsking, setAsking] = useState(false);
  const confirm = async (): Promise<void> => {
    if (await task.run(() => remove(name))) goTo(formatAddress('tools', ['extensions']));
  };
  return (
    <>
      <Button look="danger" icon={<Trash2 size={14} aria-hidden />} onClick={() => setAsking(true)}>
        {t('toolsPage.ext.remove')}
      </Button>
      {isAsking && (
        <Confirm
          title={t('toolsPage.ext.removeTitle', { name })}
          confirmLabel={t('toolsPage.ext.removeForGood')}
          cancelLabel={t('toolsPage.cancel')}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          <p>{t('toolsPage.ext.removeText')}</p>
        </Confirm>
      )}
    </>
  );
}
