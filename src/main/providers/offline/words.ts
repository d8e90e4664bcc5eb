import type { DeclinedTopic, HowToTopic, Language, TalkTopic } from './intent.ts';

/** A moment as the clock tool tells it, put into words by a language. */
export interface SpokenMoment {
  /** Without the year's century being cut: "Thursday, 24 December 2026". */
  readonly date: string;
  /** `18:30` */
  readonly time: string;
}

/** Everything the offline assistant says, in one language. */
export interface Words {
  readonly language: Language;
  readonly talk: Readonly<Record<TalkTopic, string>>;
  readonly howTo: Readonly<Record<HowToTopic, string>>;
  readonly declined: Readonly<Record<DeclinedTopic, string>>;
  readonly help: string;
  readonly unknown: string;
  readonly noSystemTool: string;
  /** Where the configuration usually is, for when nobody can be asked. */
  readonly usualConfig: string;
  calculated(expression: string, result: string): string;
  timeIn(moment: SpokenMoment, place: string): string;
  timeHere(moment: SpokenMoment, zone: string): string;
  /** @param offsetDays from today, 0 for today itself; undefined when that is not known. */
  dateIs(moment: SpokenMoment, offsetDays: number | undefined): string;
  weekdayOf(moment: SpokenMoment): string;
  weekIs(week: number, moment: SpokenMoment): string;
  yearIs(year: string): string;
  monthIs(month: string): string;
  daysUntil(days: number, moment: SpokenMoment): string;
  converted(moment: SpokenMoment, place: string): string;
  difference(minutes: number, from: string, to: string): string;
  noted(note: string, count: number): string;
  notes(notes: readonly string[]): string;
  /** With the tool `memory`: for later conversations too. */
  remembered(note: string): string;
  /** @param lines what the tool `memory` lists, a note a line */
  memoryHolds(lines: string): string;
  readonly cannotForget: string;
  /** The agent may not use the tool that would do it. */
  noTool(tool: string): string;
  toolFailed(reason: string): string;
  codeRan(result: string): string;
  reminderSet(say: string, span: string | undefined, at: string | undefined): string;
  pageSays(url: string, quote: string): string;
  nameTold(name: string): string;
  nameIs(name: string | undefined): string;
  channels(channels: readonly { readonly name: string; readonly state: string }[]): string;
  agents(agents: readonly { readonly name: string; readonly isDefault: boolean }[]): string;
  config(configPath: string, stateDir: string): string;
  version(name: string, version: string, uptimeMinutes: number): string;
  model(model: string): string;
}
