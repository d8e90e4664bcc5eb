import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';
import type { ScheduleChange, ScheduleWish } from '../../state/schedules.ts';
import { toLocalInput } from './zoned-moment.ts';

export const whenKinds = ['in', 'at', 'every', 'cron'] as const;
export type WhenKind = (typeof whenKinds)[number];

/** A schedule as a form holds it; empty texts say nothing. */
export interface ScheduleDraft {
  readonly name: string;
  readonly kind: WhenKind;
  /** For each kind what was typed, so that going back and forth loses nothing. */
  readonly when: Readonly<Record<WhenKind, string>>;
  readonly timeZone: string;
  readonly action: 'say' | 'prompt';
  readonly text: string;
  readonly agentId: string;
  readonly to: string;
  readonly missed: ScheduleRow['missed'];
}

const nothing: ScheduleDraft = {
  name: '',
  kind: 'in',
  when: { in: '', at: '', every: '', cron: '' },
  timeZone: '',
  action: 'say',
  text: '',
  agentId: '',
  to: '',
  missed: 'once',
};

/** What a form begins with: an empty one, or a schedule as it is. */
export function toDraft(schedule: ScheduleRow | undefined): ScheduleDraft {
  if (!schedule) return nothing;
  const { name, plan, timeZone, action, text, agentId, to, missed } = schedule;
  const filled = { ...nothing, name, timeZone, text, agentId, to, missed };
  const base = { ...filled, action: action === 'say' ? ('say' as const) : ('prompt' as const) };
  switch (plan.kind) {
    case 'once':
      return {
        ...base,
        kind: 'at',
        when: { ...nothing.when, at: toLocalInput(plan.at, timeZone) },
      };
    case 'every':
      return { ...base, kind: 'every', when: { ...nothing.when, every: writeSpan(plan.everyMs) } };
    case 'cron':
      return { ...base, kind: 'cron', when: { ...nothing.when, cron: plan.expression } };
  }
}

const units = [
  { ms: 86_400_000, letter: 'd' },
  { ms: 3_600_000, letter: 'h' },
  { ms: 60_000, letter: 'm' },
] as const;

/** 90 minutes are 90m: whole numbers of the largest unit. */
export function writeSpan(ms: number): string {
  const unit = units.find((one) => ms % one.ms === 0);
  return unit ? `${ms / unit.ms}${unit.letter}` : `${ms / 1_000}s`;
}

/** When it is due, as the gateway is asked for a preview; undefined while nothing is said. */
export function whenOf(
  draft: Pick<ScheduleDraft, 'kind' | 'when' | 'timeZone'>,
): (Partial<Record<WhenKind, string>> & { readonly timeZone?: string }) | undefined {
  const text = draft.when[draft.kind].trim();
  if (text === '') return undefined;
  const zone = draft.timeZone.trim();
  return { [draft.kind]: text, ...(zone === '' ? {} : { timeZone: zone }) };
}

/** What is sent to make a schedule. */
export function toWish(draft: ScheduleDraft): ScheduleWish {
  return {
    ...whenOf(draft),
    ...said(draft),
    missed: draft.missed,
    ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
    ...(draft.agentId === '' ? {} : { agentId: draft.agentId }),
    ...(draft.to.trim() === '' ? {} : { to: draft.to.trim() }),
  };
}

/**
 * What is sent to change a schedule: what differs, and nothing else. An interval that stays as it is
 * must not begin anew.
 */
export function toChange(draft: ScheduleDraft, before: ScheduleDraft): ScheduleChange {
  const isOtherTime =
    draft.kind !== before.kind || draft.when[draft.kind] !== before.when[before.kind];
  const isOtherText = draft.action !== before.action || draft.text !== before.text;
  const zone = draft.timeZone.trim();
  return {
    ...(isOtherTime ? whenOf(draft) : {}),
    ...(zone !== before.timeZone && zone !== '' ? { timeZone: zone } : {}),
    ...(isOtherText ? said(draft) : {}),
    ...(draft.name !== before.name && draft.name.trim() !== '' ? { name: draft.name.trim() } : {}),
    ...(draft.to !== before.to && draft.to.trim() !== '' ? { to: draft.to.trim() } : {}),
    ...(draft.missed === before.missed ? {} : { missed: draft.missed }),
  };
}

function said({ action, text }: ScheduleDraft): {
  readonly say?: string;
  readonly prompt?: string;
} {
  return action === 'say' ? { say: text.trim() } : { prompt: text.trim() };
}
