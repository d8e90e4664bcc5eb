import { pick, type MatchField, type RuleMatch } from './rules.ts';

/** Whose messages a rule is for, as one chooses it. */
export const whoKinds = [
  'all',
  'direct',
  'group',
  'channel',
  'anyDirect',
  'anyGroup',
  'pattern',
] as const;
export type WhoKind = (typeof whoKinds)[number];

/** A rule while it is typed. */
export interface RuleForm {
  readonly agent: string;
  /** Empty: every channel. */
  readonly channel: string;
  readonly who: WhoKind;
  /** The id of the chat, or the whole pattern. */
  readonly id: string;
  readonly more: Readonly<Record<'parent' | 'group' | 'role' | 'team', string>>;
}

export function toForm(match: RuleMatch, agent: string): RuleForm {
  const { channel = '', peer, parent = '', group = '', role = '', team = '' } = match;
  return { agent, channel, ...readPeer(peer), more: { parent, group, role, team } };
}

function readPeer(peer: string | undefined): Pick<RuleForm, 'who' | 'id'> {
  if (peer === undefined) return { who: 'all', id: '' };
  if (peer === 'direct:*') return { who: 'anyDirect', id: '' };
  if (peer === 'group:*') return { who: 'anyGroup', id: '' };
  const [, kind, id = ''] = /^(direct|group|channel):(.+)$/s.exec(peer) ?? [];
  if (id.includes('*') || (kind !== 'direct' && kind !== 'group' && kind !== 'channel'))
    return { who: 'pattern', id: peer };
  return { who: kind, id };
}

export function toMatch({ channel, who, id, more }: RuleForm): RuleMatch {
  const fields: Readonly<Partial<Record<MatchField, string>>> = {
    ...more,
    channel,
    peer: peerOf(who, id.trim()),
  };
  return pick((field) => fields[field]);
}

function peerOf(who: WhoKind, id: string): string {
  switch (who) {
    case 'all':
      return '';
    case 'anyDirect':
      return 'direct:*';
    case 'anyGroup':
      return 'group:*';
    case 'pattern':
      return id;
    case 'direct':
    case 'group':
    case 'channel':
      return id === '' ? '' : `${who}:${id}`;
  }
}

export type FormFault = 'agent' | 'id' | 'pattern' | 'parent';

const chatPattern = /^(direct|group|channel):.+$/s;

/** What is missing or wrong; undefined when it can be a rule. */
export function findFault({ agent, who, id, more }: RuleForm): FormFault | undefined {
  if (agent === '') return 'agent';
  const needsId = who === 'direct' || who === 'group' || who === 'channel';
  if (needsId && id.trim() === '') return 'id';
  if (who === 'pattern' && !chatPattern.test(id.trim())) return 'pattern';
  return more.parent.trim() === '' || chatPattern.test(more.parent.trim()) ? undefined : 'parent';
}
