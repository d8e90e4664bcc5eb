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
  // While another grouping is read, what was shown stays, by what it was grouped.
  const shown = report.rows.some((row) => row[by] !== undefined) ? by : groupOf(report);
  const columns = useColumns(shown, report.totals.costMicros);
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

const figure = { isFigure: true } as const;
const lesserFigure = { isFigure: true, isWideOnly: true } as const;

function useColumns(by: UsageGroup, totalCostMicros: number): readonly Column<UsageRow>[] {
  const { t } = useTranslation();
  const { short, number, span } = useFigures();
  return [
    { id: 'name', title: t(`usage.groups.${by}`), cell: (row) => <Name row={row} by={by} /> },
    {
      id: 'cost',
      title: t('usage.cost'),
      cell: ({ costMicros }) => <CostCell {...{ costMicros, totalCostMicros }} />,
      ...figure,
    },
    { id: 'turns', title: t('usage.turns'), cell: ({ turns }) => number(turns), ...figure },
    {
      id: 'failed',
      title: t('usage.failedTurns'),
      cell: ({ failedTurns }) => number(failedTurns),
      ...lesserFigure,
    },
    { id: 'in', title: t('usage.inputTokens'), cell: (row) => short(row.inputTokens), ...figure },
    {
      id: 'out',
      title: t('usage.outputTokens'),
      cell: ({ outputTokens }) => short(outputTokens),
      ...figure,
    },
    { id: 'median', title: t('usage.median'), cell: ({ medianMs }) => span(medianMs), ...figure },
    {
      id: 'messages',
      title: t('usage.messagesIn'),
      cell: ({ messagesIn }) => number(messagesIn),
      ...lesserFigure,
    },
    {
      id: 'tools',
      title: t('usage.toolCalls'),
      cell: ({ toolCalls }) => number(toolCalls),
      ...lesserFigure,
    },
  ];
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

interface CostCellProps {
  readonly costMicros: number;
  readonly totalCostMicros: number;
}

/** An amount with a line below it as long as its share of the whole. */
function CostCell({ costMicros, totalCostMicros }: CostCellProps) {
  const { money, percent } = useFigures();
  const share = totalCostMicros === 0 ? 0 : costMicros / totalCostMicros;
  return (
    <span
      className={styles['share']}
      title={percent(share)}
      style={{ '--share': String(share) } as React.CSSProperties}
    >
      {money(costMicros)}
    </span>
  );
}
