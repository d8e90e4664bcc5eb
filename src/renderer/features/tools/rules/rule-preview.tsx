import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ApprovalRow } from '../../../../shared/protocol/approvals.ts';
import { useApp } from '../../../state/app-context.ts';
import { createApprovalHistory } from '../../../state/approval-history.ts';
import { createToolCatalogue } from '../../../state/tool-catalogue.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { ToolNames } from '../catalogue/tool-names.tsx';
import { questionsOf, toolsOf, toWish, type RuleDraft } from './rule-draft.ts';
import { RulePatterns } from './rule-patterns.tsx';
import styles from './rule-preview.module.css';
import { useRuleWords } from './use-rule-words.ts';

const none: readonly never[] = [];
/** So many examples are enough to see whether a rule means what one thinks. */
const shownExamples = 3;

/** What a rule would hold for: in words, by tools, and by questions that were asked already. */
export function RulePreview({ draft }: { readonly draft: RuleDraft }) {
  const { t } = useTranslation();
  const say = useRuleWords();
  const { catalog } = useTopic(createToolCatalogue);
  const tools = useStore(catalog.store, (state) => state.value?.tools ?? none);
  const { agentId, tool, when = {}, exact = [], ...rest } = toWish(draft);
  const matched = toolsOf(
    draft,
    tools.map(({ name }) => name),
  );
  return (
    <div className={styles['preview']} role="status" aria-label={t('toolsPage.rules.preview')}>
      <p className={styles['title']}>{t('toolsPage.rules.preview')}</p>
      {tool === '' ? (
        <p className={styles['note']}>{t('toolsPage.rules.previewEmpty')}</p>
      ) : (
        <>
          <p>{say({ ...rest, tool, agent: agentId })}</p>
          <RulePatterns when={when} exact={exact} />
          {matched.length === 0 ? (
            <p className={styles['warn']}>{t('toolsPage.rules.noTool')}</p>
          ) : (
            tool.includes('*') && <ToolNames names={matched} />
          )}
          <Examples draft={draft} />
        </>
      )}
    </div>
  );
}

function Examples({ draft }: { readonly draft: RuleDraft }) {
  const { t } = useTranslation();
  const { approvals } = useApp();
  const history = useTopic(createApprovalHistory);
  const pending = useStore(approvals.store, (state) => state.pending);
  const closed = useStore(history.store, ({ rows }) => rows ?? none);
  const asked: readonly ApprovalRow[] = [...pending, ...closed];
  const found = questionsOf(draft, asked);
  return (
    <>
      <p className={styles['note']}>
        {t('toolsPage.rules.wouldHave', { count: found.length, total: asked.length })}
      </p>
      {found.length > 0 && (
        <ul className={styles['examples']}>
          {found.slice(0, shownExamples).map((approval) => (
            <li key={approval.id}>
              <code>{approval.tool}</code> {approval.reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
