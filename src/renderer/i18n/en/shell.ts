/** Words of the frame around the pages. */
export const app = {
  name: 'OpenClaw',
  skipToContent: 'Skip to the content',
  openSidebar: 'Open the sidebar',
  closeSidebar: 'Close the sidebar',
  sidebar: 'Sidebar',
  group: {
    main: 'Pages',
    assistant: 'Assistant',
    system: 'System',
  },
  pageFailed: 'This page ran into a defect',
  pageFailedHint: 'Load it again. What you typed and what was sent is kept.',
  reload: 'Load again',
  notFound: {
    title: 'Not found',
    what: 'There is no page “{{page}}”',
    part: '“{{page}}” has no part “{{part}}”',
    hint: 'The address may be mistyped, or lead to something that has another place by now.',
    meant: 'Go to {{page}}',
  },
  waiting_one: '{{count}} notice needs you',
  waiting_other: '{{count}} notices need you',
} as const;

export const nav = {
  chat: 'Chat',
  overview: 'Overview',
  conversations: 'Conversations',
  agents: 'Agents',
  channels: 'Channels',
  people: 'People',
  tools: 'Tools',
  schedules: 'Schedules',
  memory: 'Memory',
  usage: 'Usage',
  logs: 'Logs',
  config: 'Config',
  doctor: 'Doctor',
  settings: 'Settings',
  setup: 'Set up',
} as const;

export const connection = {
  idle: 'Not connected',
  connecting: 'Connecting …',
  online: 'Connected',
  lost: 'Connection lost',
  stopping: 'The gateway is restarting',
  retryIn: 'Again in {{seconds}} s',
  retryNow: 'Try now',
  refused: 'Not signed in',
  offlineHint: 'What you send now waits here and goes out when the line is back.',
  unreadable_one: '{{count}} message of the gateway could not be read',
  unreadable_other: '{{count}} messages of the gateway could not be read',
} as const;

export const status = {
  model: 'Model',
  offline: 'Offline assistant',
  settings: 'Appearance and language',
  theme: 'Theme',
  language: 'Language',
  shortcuts: 'Keyboard shortcuts',
} as const;

export const theme = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  'contrast-light': 'High contrast, light',
  'contrast-dark': 'High contrast, dark',
} as const;

export const language = { en: 'English', de: 'Deutsch' } as const;

export const common = {
  cancel: 'Cancel',
  loading: 'Loading …',
  close: 'Close',
  dismiss: 'Dismiss',
} as const;
