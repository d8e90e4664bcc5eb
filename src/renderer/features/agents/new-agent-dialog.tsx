import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPath } from '../../../shared/config/path.ts';
import { formatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { Select } from '../../ui/select.tsx';
import { NameDialog } from '../editing/name-dialog.tsx';
import { useConfig, useDrafts } from '../editing/use-draft.ts';
import { useWayBack } from '../editing/use-way-back.ts';
import { freeName } from './free-name.ts';

/** What an agent can begin with, and the tools each of them gets. */
const templates = {
  blank: undefined,
  helper: ['@safe'],
  researcher: ['@safe', 'web_search', 'web_fetch', 'browser'],
  coder: ['@safe', 'files', 'web_fetch'],
  writer: ['clock'],
} as const;
type Template = keyof typeof templates;
const templateNames = ['blank', 'helper', 'researcher', 'coder', 'writer'] as const;

/** Makes an agent from nothing or from a template, and goes to it. */
export function NewAgentDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const offerWayBack = useWayBack();
  const root = useConfig((state) => state.text?.parsed);
  const [template, setTemplate] = useState<Template>('helper');
  const create = async (key: string, name: string): Promise<void> => {
    const path = formatPath(['agents', key]);
    const named = name === key ? {} : { name };
    const tools = templates[template];
    const value =
      template === 'blank'
        ? named
        : { ...named, systemPrompt: t(`agentsPage.templatePrompt.${template}`), tools };
    const written = await drafts.write(() => [{ op: 'set', path, value }]);
    offerWayBack(t('agentsPage.created', { name }), written);
    goTo(formatAddress('agents', [key]));
  };
  return (
    <NameDialog
      section="agents"
      title={t('agentsPage.createTitle')}
      actionLabel={t('agentsPage.createAction')}
      name={freeName(root, 'assistant')}
      isForPeople
      onName={create}
      onClose={onClose}
    >
      <Select<Template>
        label={t('agentsPage.template')}
        help={t(`agentsPage.templateHelp.${template}`)}
        value={template}
        options={templateNames.map((value) => ({
          value,
          label: t(`agentsPage.templates.${value}`),
        }))}
        onChoose={setTemplate}
      />
    </NameDialog>
  );
}
