import type { SchedulePlan } from '../protocol/schedules.ts';

export interface PlanWords {
  readonly language: 'en' | 'de';
  /** As Europe/Berlin. */
  readonly timeZone: string;
}

/**
 * When a schedule is due, in a sentence: "At 08:00, Monday through Friday". The library that knows
 * cron expressions by heart is loaded on first use.
 */
export async function describePlan(plan: SchedulePlan, words: PlanWords): Promise<string> {
  switch (plan.kind) {
    case 'once':
      return describeMoment(plan.at, words);
    case 'every':
      return describeInterval(plan, words);
    case 'cron':
      return await describeExpression(plan.expression, words);
  }
}

function describeMoment(at: number, { language, timeZone }: PlanWords): string {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    timeZone,
    dateStyle: 'full',
    timeStyle: 'short',
  });
  return format.format(at);
}

const units = [
  { ms: 86_400_000, en: ['day', 'days'], de: ['Tag', 'Tage'] },
  { ms: 3_600_000, en: ['hour', 'hours'], de: ['Stunde', 'Stunden'] },
  { ms: 60_000, en: ['minute', 'minutes'], de: ['Minute', 'Minuten'] },
  { ms: 1_000, en: ['second', 'seconds'], de: ['Sekunde', 'Sekunden'] },
] as const;

function describeInterval(
  { everyMs, hours }: Extract<SchedulePlan, { kind: 'every' }>,
  { language }: PlanWords,
): string {
  const unit = units.find(({ ms }) => everyMs % ms === 0) ?? units[3];
  const count = everyMs / unit.ms;
  const [one, many] = unit[language];
  const every = language === 'de' ? 'Alle' : 'Every';
  const alone = language === 'de' ? (one === 'Tag' ? 'Jeden' : 'Jede') : 'Every';
  const span = count === 1 ? `${alone} ${one}` : `${every} ${count} ${many}`;
  if (!hours) return span;
  return language === 'de'
    ? `${span}, von ${hours.from} bis ${hours.until} Uhr`
    : `${span}, from ${hours.from}:00 to ${hours.until}:00`;
}

async function describeExpression(expression: string, { language }: PlanWords): Promise<string> {
  const { default: cronstrue } = await import('cronstrue/i18n.js');
  return cronstrue.toString(expression, {
    locale: language,
    use24HourTimeFormat: true,
    throwExceptionOnParseError: false,
  });
}
