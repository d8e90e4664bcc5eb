import {
  Bot,
  Braces,
  Brain,
  Cable,
  CalendarClock,
  ChartColumn,
  LayoutDashboard,
  MessageSquare,
  MessagesSquare,
  ScrollText,
  Settings,
  Sparkles,
  Stethoscope,
  Users,
  Wrench,
} from 'lucide-react';
import { ChatPage } from '../features/chat/chat-page.tsx';
import { fetchEditorFor } from '../features/config/editor/load-editor.ts';
import type { Route } from '../navigation/route.ts';
import { latePage } from './late-page.tsx';

/**
 * Every page, in the order of the sidebar; the first one is where an empty address leads. To add a
 * page, add it here: sidebar, router and command palette follow. All but the chat are chunks of
 * their own.
 */
export const routes: readonly [Route, ...Route[]] = [
  {
    id: 'overview',
    group: 'main',
    titleKey: 'overview',
    icon: LayoutDashboard,
    ...latePage(async () => (await import('../features/overview/overview-page.tsx')).OverviewPage),
  },
  { id: 'chat', group: 'main', titleKey: 'chat', icon: MessageSquare, Page: ChatPage },
  {
    id: 'conversations',
    group: 'main',
    titleKey: 'conversations',
    icon: MessagesSquare,
    ...latePage(
      async () =>
        (await import('../features/conversations/conversations-page.tsx')).ConversationsPage,
    ),
  },
  {
    id: 'agents',
    group: 'assistant',
    titleKey: 'agents',
    icon: Bot,
    ...latePage(async () => (await import('../features/agents/agents-page.tsx')).AgentsPage),
  },
  {
    id: 'channels',
    group: 'assistant',
    titleKey: 'channels',
    icon: Cable,
    ...latePage(async () => (await import('../features/channels/channels-page.tsx')).ChannelsPage),
  },
  {
    id: 'people',
    group: 'assistant',
    titleKey: 'people',
    icon: Users,
    ...latePage(async () => (await import('../features/people/people-page.tsx')).PeoplePage),
  },
  {
    id: 'tools',
    group: 'assistant',
    titleKey: 'tools',
    icon: Wrench,
    ...latePage(async () => (await import('../features/tools/tools-page.tsx')).ToolsPage),
  },
  {
    id: 'schedules',
    group: 'assistant',
    titleKey: 'schedules',
    icon: CalendarClock,
    ...latePage(
      async () => (await import('../features/schedules/schedules-page.tsx')).SchedulesPage,
    ),
  },
  {
    id: 'memory',
    group: 'assistant',
    titleKey: 'memory',
    icon: Brain,
    ...latePage(async () => (await import('../features/memory/memory-page.tsx')).MemoryPage),
  },
  {
    id: 'usage',
    group: 'system',
    titleKey: 'usage',
    icon: ChartColumn,
    ...latePage(async () => (await import('../features/usage/usage-page.tsx')).UsagePage),
  },
  {
    id: 'config',
    group: 'system',
    titleKey: 'config',
    icon: Braces,
    ...latePage(
      async () => (await import('../features/config/config-page.tsx')).ConfigPage,
      fetchEditorFor,
    ),
  },
  {
    id: 'logs',
    group: 'system',
    titleKey: 'logs',
    icon: ScrollText,
    ...latePage(async () => (await import('../features/logs/logs-page.tsx')).LogsPage),
  },
  {
    id: 'doctor',
    group: 'system',
    titleKey: 'doctor',
    icon: Stethoscope,
    ...latePage(async () => (await import('../features/doctor/doctor-page.tsx')).DoctorPage),
  },
  {
    id: 'settings',
    group: 'system',
    titleKey: 'settings',
    icon: Settings,
    ...latePage(async () => (await import('../features/settings/settings-page.tsx')).SettingsPage),
  },
  {
    id: 'setup',
    group: 'hidden',
    titleKey: 'setup',
    icon: Sparkles,
    ...latePage(async () => (await import('../features/setup/setup-page.tsx')).SetupPage),
  },
];
