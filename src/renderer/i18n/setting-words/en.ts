import type { SettingWords } from './setting-words.ts';

/** What the schema has no words for: groups of settings, parts of lists, and the choices of a setting. */
export const settingWordsEn: SettingWords = {
  'agents.*.budget': { title: 'Budget' },
  'agents.*.heartbeat': {
    title: 'Looks around by itself',
    help: 'At intervals it checks whether there is something to do, and speaks up only then.',
  },
  'agents.*.thinking=off': { title: 'Off' },
  'agents.*.thinking=low': { title: 'Low' },
  'agents.*.thinking=medium': { title: 'Medium' },
  'agents.*.thinking=high': { title: 'High' },
  'agents.*.queue=steer': { title: 'Takes it in', help: 'The running turn sees it.' },
  'agents.*.queue=followup': { title: 'Afterwards', help: 'It gets a turn of its own.' },
  'agents.*.queue=collect': { title: 'Collects', help: 'One turn for all that came meanwhile.' },
  'agents.*.queue=interrupt': { title: 'Stops', help: 'Stops and answers the new one.' },
  'channels.*.access': { title: 'Who may write' },
  'channels.*.access.direct=pairing': {
    title: 'Pairing',
    help: 'A stranger gets a code that you approve.',
  },
  'channels.*.access.direct=allowlist': {
    title: 'Only allowed',
    help: 'Only the senders listed below; others get no answer.',
  },
  'channels.*.access.direct=open': { title: 'Everybody', help: 'Whoever finds it can use it.' },
  'channels.*.access.direct=off': { title: 'Nobody', help: 'Direct messages get no answer.' },
  'channels.*.access.groups.*.enabled': { title: 'Speaks in this group' },
  'channels.*.access.groups.*.requireMention': {
    title: 'Only when mentioned',
    help: 'Off: it answers everything that is written there.',
  },
  'channels.*.access.groups.*.allowFrom': {
    title: 'Only for these members',
    help: 'Ids of the messenger; everybody in the group when there are none.',
  },
  'channels.*.onUnknown=resend': { title: 'Send again', help: 'Marked as a possible duplicate.' },
  'channels.*.onUnknown=hold': { title: 'Wait for me', help: 'You send it with one click.' },
  'channels.*.streaming=edits': {
    title: 'Grows in place',
    help: 'Where the messenger can, the answer is seen while it is written.',
  },
  'channels.*.streaming=off': { title: 'When complete', help: 'It comes in one piece.' },
};
