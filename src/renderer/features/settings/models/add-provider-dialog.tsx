import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../../navigation/address.ts';
import { goTo } from '../../../navigation/use-address.ts';
import { valueAt } from '../../../state/config-draft/plain-value.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormButtons, FormGrid, FormWide } from '../../../ui/form-grid.tsx';
import { Select } from '../../../ui/select.tsx';
import { UnreadableNotice } from '../../editing/unreadable-notice.tsx';
import { useConfig, useDrafts } from '../../editing/use-draft.ts';
import { useUnreadable } from '../../editing/use-unreadable.ts';

const section = ['models', 'providers'];
const apis = ['openai-compatible', 'openai', 'anthropic', 'google', 'ollama'] as const;
const namePattern = /^[a-z0-9][a-z0-9_-]*$/i;

/** Begins a provider: its name and protocol. The rest is filled in on its own place. */
export function AddProviderDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const parsed = useConfig((state) => state.text?.parsed);
  const isLocked = useUnreadable(section) !== undefined;
  const [name, setName] = useState('');
  const [api, setApi] = useState<(typeof apis)[number]>('openai-compatible');
  const fault = findFault(name, readNames(parsed));
  const canBegin = name !== '' && fault === undefined && !isLocked;
  const begin = (): void => {
    drafts.open(`models.providers[${JSON.stringify(name)}]`).set(['api'], api);
    onClose();
    goTo(formatAddress('settings', ['models', name]));
  };
  return (
    <Dialog title={t('settings.models.add')} closeLabel={t('common.cancel')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canBegin) begin();
        }}
      >
        <FormGrid>
          <FormWide>
            <UnreadableNotice path={section} />
          </FormWide>
          <FormWide>
            <Field
              label={t('settings.models.name')}
              help={t('settings.models.nameHelp')}
              isMono
              data-autofocus
              spellCheck={false}
              autoComplete="off"
              value={name}
              error={fault && t(`settings.models.${fault}`)}
              onChange={({ target }) => setName(target.value.trim())}
            />
          </FormWide>
          <FormWide>
            <Select
              label={t('settings.models.api')}
              value={api}
              options={apis.map((value) => ({ value, label: t(`settings.api.${value}`) }))}
              onChoose={setApi}
            />
          </FormWide>
          <FormWide>
            <FormButtons>
              <Button type="submit" look="primary" disabled={!canBegin}>
                {t('settings.models.begin')}
              </Button>
            </FormButtons>
          </FormWide>
        </FormGrid>
      </form>
    </Dialog>
  );
}

function findFault(name: string, taken: readonly string[]): 'nameTaken' | 'nameWrong' | undefined {
  if (name === '') return undefined;
  if (taken.includes(name)) return 'nameTaken';
  return namePattern.test(name) ? undefined : 'nameWrong';
}

function readNames(parsed: unknown): readonly string[] {
  return Object.keys(Object(valueAt(parsed, ['models', 'providers'])) as object);
}
