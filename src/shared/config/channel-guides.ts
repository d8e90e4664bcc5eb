/**
 * How one gets the credentials of a messenger, step by step. An interface has the words for each step
 * under its `id`; a messenger that is added here gets a card and a guided way in.
 */
export interface ChannelGuide {
  readonly type: string;
  readonly steps: readonly GuideStep[];
}

export type GuideStep =
  /** Something to do elsewhere. The address is shown as text and opened by the reader. */
  | { readonly kind: 'read'; readonly id: string; readonly address?: string }
  /** A setting to fill in; `isSecret` ones go into the secret store unless said otherwise. */
  | {
      readonly kind: 'field';
      readonly id: string;
      readonly setting: string;
      readonly isSecret: boolean;
      /** Few people need it; it is folded. */
      readonly isAdvanced?: boolean;
    }
  /** A code to scan with the messenger's own app, for messengers that log in so. */
  | { readonly kind: 'qr'; readonly id: string };

/** Every messenger that can be added, in the order in which it is offered. */
export const channelGuides = [
  {
    type: 'telegram',
    steps: [
      { kind: 'read', id: 'botFather', address: 'https://t.me/BotFather' },
      { kind: 'read', id: 'newBot' },
      { kind: 'field', id: 'token', setting: 'token', isSecret: true },
      { kind: 'field', id: 'apiRoot', setting: 'apiRoot', isSecret: false, isAdvanced: true },
    ],
  },
  { type: 'web', steps: [] },
] as const satisfies readonly ChannelGuide[];

/** The guide of a messenger; undefined when it has none. */
export function findGuide(type: string): ChannelGuide | undefined {
  return channelGuides.find((guide) => guide.type === type);
}
