import type { SystemTopic } from '../../tools/system.ts';
import type { ClockQuestion } from '../../tools/time/answer-clock.ts';

export type Language = 'en' | 'de';

/** What a question about time wants to hear. */
export type ClockAspect =
  'time' | 'date' | 'weekday' | 'week' | 'year' | 'month' | 'until' | 'convert' | 'difference';

/** What the assistant can explain. */
export const howToTopics = [
  'telegram',
  'messenger',
  'model',
  'ollama',
  'agent',
  'tools',
  'config',
  'commands',
  'people',
  'prompt',
] as const;
export type HowToTopic = (typeof howToTopics)[number];

/** What it is asked for and has to decline. */
export const declinedTopics = [
  'code',
  'reminder',
  'search',
  'weather',
  'translate',
  'write',
  'image',
  'send',
  'files',
  'knowledge',
] as const;
export type DeclinedTopic = (typeof declinedTopics)[number];

export const talkTopics = [
  'greeting',
  'how-are-you',
  'thanks',
  'bye',
  'who-are-you',
  'which-model',
  'human',
  'maker',
  'joke',
  'praise',
  'insult',
  'sorry',
  'agreement',
  'test',
  'offline',
  'privacy',
] as const;
export type TalkTopic = (typeof talkTopics)[number];

/** What is to be done with a tool. */
export type Action =
  | {
      readonly do: 'run-code';
      readonly code: string;
      readonly language: 'javascript' | 'typescript';
    }
  | {
      readonly do: 'remind';
      readonly say: string;
      /** From now on, such as "10 minutes". */
      readonly in?: string;
      /** A local time, such as 2026-12-24T18:00. */
      readonly at?: string;
    }
  | { readonly do: 'reminders' }
  | { readonly do: 'read-page'; readonly url: string }
  | { readonly do: 'search'; readonly query: string }
  | {
      readonly do: 'use-tool';
      readonly name: string;
      readonly args: Readonly<Record<string, unknown>>;
    };

/** What a sentence means. */
export type Intent =
  | { readonly kind: 'calculate'; readonly expression: string; readonly unit?: string }
  | {
      readonly kind: 'clock';
      readonly aspect: ClockAspect;
      /** One question, or two for a difference. */
      readonly questions: readonly ClockQuestion[];
      /** Places as they were written, in the order of the questions. */
      readonly places: readonly string[];
    }
  | { readonly kind: 'system'; readonly topic: SystemTopic }
  | { readonly kind: 'act'; readonly action: Action }
  | { readonly kind: 'how-to'; readonly topic: HowToTopic }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'notes' }
  | { readonly kind: 'forget-notes' }
  | { readonly kind: 'tell-name'; readonly name: string }
  | { readonly kind: 'ask-name' }
  | { readonly kind: 'talk'; readonly topic: TalkTopic }
  | { readonly kind: 'help' }
  | { readonly kind: 'declined'; readonly topic: DeclinedTopic }
  | { readonly kind: 'unknown' };
