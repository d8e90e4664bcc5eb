import { useTranslation } from 'react-i18next';
import type { UsageGroup, UsageRow } from '../../../shared/protocol/usage.ts';
import { useFigures } from '../../i18n/use-figures.ts';
import { formatAddress } from '../../navigation/address.ts';
import type { UsageReport } from '../../state/usage-report.ts';
import { Section } from '../../ui/section.tsx';
import { Table, type Column } from '../../ui/table.tsx';
import { useAgentNames } from '../naming/use-agent-names.ts';
import styles from './usage.module.css';

interface UsageTableProps {
  readonly report: UsageReport;
  readonly by: UsageGroup;
}

/** Every line of a report in figures, the dearest first. */
export function UsageTable({ report, by }: UsageTableProps) {
  const { t } = useTranslation();
  const { money, short, number, span, percent } = useFigures();
  // While another grouping is read, what was shown stays, by what it was grouped.
  const shown = report.rows.some((row) => row[by] !== undefined) ? by : groupOf(report);
  const columns: Column<UsageRow>[] = [
    { id: 'name', title: t(`usage.groups.${shown}`), cell: (row) => <Name row={row} by={shown} /> },
    {
      id: 'cost',
      title: t('usage.cost'),
      cell: (row) => (
        <ShareCell
          share={report.totals.costMicros === 0 ? 0 : row.costMicros / report.totals.costMicros}
          text={money(row.costMicros)}
          percent={percent}
        />
      ),
      isFigure: true,
    },
    {
      id: 'turns',
      title: t('usage.turns'),
      cell: (row) => number(row.turns),
      isFigure: true,
    },
    {
      id: 'failed',
      title: t('usage.failedTurns'),
      cell: (row) => number(row.failedTurns),
      isFigure: true,
      isWideOnly: true,
    },
    {
      id: 'in',
      title: t('usage.inputTokens'),
      cell: (row) => short(row.inputTokens),
      isFigure: true,
    },
    {
      id: 'out',
      title: t('usage.outputTokens'),
      cell: (row) => short(row.outputTokens),
      isFigure: true,
    },
    { id: 'median', title: t('usage.median'), cell: (row) => span(row.medianMs), isFigure: true },
    {
      id: 'messages',
      title: t('usage.messagesIn'),
      cell: (row) => number(row.messagesIn),
      isFigure: true,
      isWideOnly: true,
    },
    {
      id: 'tools',
      title: t('usage.toolCalls'),
      cell: (row) => number(row.toolCalls),
      isFigure: true,
      isWideOnly: true,
    },
  ];
  return (
    <Section
      title={t('usage.table')}
      lead={report.isCut ? t('usage.cut', { count: report.rows.length }) : undefined}
    >
      <Table
        label={t('usage.tableBy', { group: t(`usage.groups.${shown}`) })}
        columns={columns}
        rows={shown === 'day' ? [...report.rows].reverse() : report.rows}
        keyOf={(row) => row[shown] ?? ''}
      />
    </Section>
  );
}

function groupOf({ rows }: UsageReport): UsageGroup {
  const [row] = rows;
  const groups = ['day', 'agent', 'channel', 'person', 'model'] as const;
  return groups.find((group) => row?.[group] !== undefined) ?? 'agent';
}

function Name({ row, by }: { readonly row: UsageRow; readonly by: UsageGroup }) {
  const { t } = useTranslation();
  const { date } = useFigures();
  const { nameOf } = useAgentNames();
  const value = row[by] ?? '';
  if (by === 'day') return date(value);
  if (by === 'person') return row.personName ?? t(value === '' ? 'usage.nobody' : 'usage.gone');
  if (value === '') return t('usage.unknown');
  if (by === 'model') return value;
  const place = formatAddress(by === 'agent' ? 'agents' : 'channels', [value]);
  return (
    <a className={styles['name']} href={place}>
      {by === 'agent' ? nameOf(value) : value}
    </a>
  );
}

interface ShareCellProps {
  readonly share: number;
  readonly text: string;
  readonly percent: (share: number) => string;
}

/** An amount with a line below it as long as its share of the whole. */
function ShareCell({ share, text, percent }: ShareCellProps) {
  return (
    <span
      className={styles['share']}
      title={percent(share)}
      style={{ '--share': String(share) } as React.CSSProperties}
    >
      {text}
    </span>
  );
}
